package import Engine
import Mapping

/// What comes in: payments of sent invoices, accepted vendor bills, customers and products.
extension Procountor {
  package var receiving: [any ReceivingFlow] { [ReceivePayment(), ReceiveBill()] }

  package var pulls: [any PullFlow<ProcountorClient>] { [PullPayments()] }

  package var imports: [any ImportFlow<ProcountorClient>] { [ImportCustomers(), ImportProducts()] }

  package var inboxes: [any Inbox<ProcountorClient>] { [ProcountorInbox()] }

  static let incomingMappings = [
    PrintedMapping(
      name: "procountor-bill-in",
      markdown: MarkdownTable(
        IncomingBillMapping.table,
        title: "Procountor: vendor bill received",
        source: "Source: Procountor API 26.04, schemas `Invoice` and `LedgerReceipt`; reference 6.8."
      ).text
    ),
    PrintedMapping(
      name: "procountor-payment-in",
      markdown: MarkdownTable(
        IncomingPaymentMapping.table,
        title: "Procountor: payment received",
        source: "Source: Procountor API 26.04, schema `PaymentEvent`; reference 6.5."
      ).text
    ),
    PrintedMapping(
      name: "procountor-customer-in",
      markdown: MarkdownTable(
        IncomingCustomerMapping.table,
        title: "Procountor: customer imported",
        source: "Source: Procountor API 26.04, schema `BusinessPartner`; reference 6.6. A person decides on each row."
      ).text
    ),
    PrintedMapping(
      name: "procountor-product-in",
      markdown: MarkdownTable(
        IncomingProductMapping.table,
        title: "Procountor: product imported",
        source: "Source: Procountor API 26.04, schema `Product`; reference 6.7. A person decides on each row."
      ).text
    ),
  ]
}
