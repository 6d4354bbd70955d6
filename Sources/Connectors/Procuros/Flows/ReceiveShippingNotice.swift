import Core
import Engine
import Mapping
import Odoo

/// A vendor's SHIPPING_NOTICE prepares the order's receipt; a person validates it when the goods are there.
struct ReceiveShippingNotice: ReceivingFlow {
  let id = "procuros.shipping_notice.receive"
  let label = "Shipping notice from Procuros"
  let model = IncomingReceipt.model

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = try await Incoming(arrival, IncomingShippingNoticeMapping.table, odoo, settings)
    let items = incoming.document.lines["move_ids"] ?? []
    let order = try await order(of: items, &incoming)
    let earlier = try await IncomingReceipt.earlier(&incoming)
    let receipt = try await receipt(order, earlier, &incoming)
    let match = order.flatMap { order in receipt.map { ReceiptMatch(items, order, $0, incoming) } }
    incoming.add(match?.issues ?? [])
    let carrier = try await Carrier.find(incoming)
    incoming.add(carrier.warning)
    try incoming.check()
    guard let match, let receipt, let record = receipt["id"]?.intValue else { throw .notCreated(incoming.title) }
    try await write(record, match, carrier, incoming)
    return Applied(record: record, recordName: receipt.name, warnings: incoming.document.warnings)
  }

  /// One receipt is of one order.
  private func order(of items: [IncomingDocument], _ incoming: inout Incoming) async throws(Failure) -> PurchaseOrder? {
    let header = incoming.document.text("purchase_id")
    let own = incoming.orderNumbers(items).filter { found in
      found.path != incoming.document.paths["purchase_id"] || items.contains { $0.text("purchase_id") == nil }
    }
    let orders = try await PurchaseOrder.find(own, &incoming)
    guard own.count > 1 else { return own.first.flatMap { orders[$0.number] } }
    let numbers = own.map(\.number).joined(separator: ", ")
    incoming.add(
      incoming.issue(
        "procuros.receipt.several_orders",
        "\(incoming.title) is about several orders: \(numbers).",
        at: own.last?.path,
        value: numbers,
        repair:
          "Prepare the receipts by hand and ignore this document, or ask the vendor for one notice for each order.",
        params: ["numbers": numbers]
      )
    )
    return header.flatMap { orders[$0] }
  }

  private func receipt(_ order: PurchaseOrder?, _ earlier: JSON?, _ incoming: inout Incoming)
    async throws(Failure) -> JSON?
  {
    if let earlier, let record = earlier["id"]?.intValue {
      // What was left to a back order is expected again before the newer version is compared with it.
      _ = try await incoming.odoo.call(model, ids: [record], method: "_procuros_take_back", arguments: [:])
      return try await IncomingReceipt.read(record, incoming)
    }
    guard let order, incoming.document.issues.allSatisfy({ $0.code != "procuros.receipt.version_too_late" }) else {
      return nil
    }
    return try await IncomingReceipt.find(order, flow: id, &incoming)
  }

  private func write(_ record: Int, _ match: ReceiptMatch, _ carrier: Carrier, _ incoming: Incoming)
    async throws(Failure)
  {
    var values = JSONObject()
    values["carrier_id"] = carrier.id.map(JSON.int)
    values["carrier_tracking_ref"] = incoming.document["carrier_tracking_ref"]
    if !values.isEmpty { try await incoming.odoo.write(model, ids: [record], values: .object(values)) }
    let arguments: JSON = .record([("moves", .array(match.rows)), ("deposits", .array(match.deposits))])
    _ = try await incoming.odoo.call(model, ids: [record], method: "_procuros_prepare", arguments: arguments)
  }
}
