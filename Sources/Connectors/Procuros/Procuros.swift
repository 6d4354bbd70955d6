package import Core
package import Engine
package import HTTP
import Mapping

/// Procuros: a trading network for orders, order responses, shipping notices, invoices and credit notes.
///
/// Source: Procuros API v2 (published OpenAPI file) and the vendor's user guide of the Odoo integration.
package struct Procuros: Connector {
  package let id = "procuros"
  package let label = "Procuros"
  package let settings = ProcurosSettings.all
  package let flows: [any Flow<ProcurosClient>] = [
    SendOrder(),
    SendShippingNotice(),
    SendInvoice(),
    SendCreditNote(),
  ]
  package let receiving: [any ReceivingFlow] = [
    ReceiveOrder(),
    ReceiveOrderResponse(),
    ReceiveShippingNotice(),
    ReceiveInvoice(),
    ReceiveCreditNote(),
  ]
  package let inboxes: [any Inbox<ProcurosClient>] = [ProcurosInbox()]
  package let hearsProblems = true

  package let mappings = [
    PrintedMapping(
      name: "procuros-order",
      markdown: MarkdownTable(
        OrderMapping.table,
        title: "Procuros: order",
        source: "Source: Procuros API v2, schema `Order`; Odoo user guide of the connector, *Purchase order*."
      ).text
    ),
    PrintedMapping(
      name: "procuros-order-in",
      markdown: MarkdownTable(
        IncomingOrderMapping.table,
        title: "Procuros: order received",
        source: "Source: Procuros API v2, schema `Order`; reference 8.1. Prices, taxes and currency are Odoo's."
      ).text
    ),
    PrintedMapping(
      name: "procuros-shipping-notice",
      markdown: MarkdownTable(
        ShippingNoticeMapping.table,
        title: "Procuros: shipping notice",
        source: "Source: Procuros API v2, schema `ShippingNotice`; Odoo user guide of the connector, *Delivery order*."
      ).text
    ),
    PrintedMapping(
      name: "procuros-invoice",
      markdown: MarkdownTable(
        InvoiceMapping.table,
        title: "Procuros: invoice",
        source: "Source: Procuros API v2, schema `Invoice`; Odoo user guide, *Customer invoice*."
      ).text
    ),
    PrintedMapping(
      name: "procuros-credit-note",
      markdown: MarkdownTable(
        CreditNoteMapping.table,
        title: "Procuros: credit note",
        source: "Source: Procuros API v2, schema `CreditNote`; Odoo user guide, *Customer credit note*."
      ).text
    ),
    PrintedMapping(
      name: "procuros-order-response-in",
      markdown: MarkdownTable(
        IncomingOrderResponseMapping.table,
        title: "Procuros: order response received",
        source: "Source: Procuros API v2, schema `OrderResponse`; reference 8.5, D-15 and D-16."
      ).text
    ),
    PrintedMapping(
      name: "procuros-shipping-notice-in",
      markdown: MarkdownTable(
        IncomingShippingNoticeMapping.table,
        title: "Procuros: shipping notice received",
        source: "Source: Procuros API v2, schema `ShippingNotice`; reference 8.4. The receipt is not validated."
      ).text
    ),
    PrintedMapping(
      name: "procuros-invoice-in",
      markdown: MarkdownTable(
        IncomingInvoiceMapping.table,
        title: "Procuros: invoice received",
        source: "Source: Procuros API v2, schema `Invoice`; reference 8.2. The bill is a draft that comes to the total."
      ).text
    ),
    PrintedMapping(
      name: "procuros-credit-note-in",
      markdown: MarkdownTable(
        IncomingCreditNoteMapping.table,
        title: "Procuros: credit note received",
        source: "Source: Procuros API v2, schema `CreditNote`; reference 8.3. Lines not listed are removed."
      ).text
    ),
  ]

  package init() {}

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> ProcurosClient {
    try ProcurosClient(
      url: try settings.required("url"),
      version: try settings.required("api_version"),
      token: try settings.secret("api_token"),
      http: http
    )
  }

  package func tell(_ problem: Problem, _ client: ProcurosClient) async throws(Failure) {
    try await client.tell(problem)
  }

  package func page(of response: HTTPResponse) -> String? { ProcurosClient.page(of: response) }

  package func test(_ client: ProcurosClient) async -> [TestStep] {
    do throws(Failure) {
      try await client.ping()
      return [TestStep(.signIn, ok: true, code: "ok", message: "Procuros answers and accepts the token.")]
    } catch {
      return [TestStep(Self.step(error), ok: false, code: error.code, message: error.message)]
    }
  }

  /// Which step of the test a failure belongs to.
  private static func step(_ failure: Failure) -> TestStep.Name {
    switch failure.code {
    case "http.dns", "http.connect", "http.timeout_connect": .name
    case "http.tls": .tls
    case "procuros.forbidden": .rights
    default: .signIn
    }
  }
}
