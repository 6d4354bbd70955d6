import Engine
import Mapping

/// Requisitions, purchase orders and bills.
extension Procurify {
  static let documents: [any ReceivingFlow] = [PullRequisition(), PullOrder(), PullBill()]

  static let documentMappings = [
    PrintedMapping(
      name: "procurify-requisition-in",
      markdown: MarkdownTable(
        IncomingRequisitionMapping.table,
        title: "Procurify: requisition received",
        source: "Source: Procurify API, `GET /api/v2/global/orders/` and `GET /api/v3/order-items/`; reference 7.4."
      ).text
    ),
    PrintedMapping(
      name: "procurify-order-in",
      markdown: MarkdownTable(
        IncomingOrderMapping.table,
        title: "Procurify: purchase order received",
        source: "Source: Procurify API, `GET /api/v2/purchase_orders/{id}/`; reference 7.3."
      ).text
    ),
    PrintedMapping(
      name: "procurify-bill-in",
      markdown: MarkdownTable(
        IncomingBillMapping.table,
        title: "Procurify: bill received",
        source: "Source: Procurify API, `GET /api/v2/ap/bills/{id}/`; reference 7.5."
      ).text
    ),
  ]
}
