import Core
import Engine
import Foundation
import Mapping
import Odoo

/// A vendor's INVOICE becomes a draft bill for what was ordered.
struct ReceiveInvoice: ReceivingFlow {
  let id = "procuros.invoice.receive"
  let label = "Invoice from Procuros"
  let model = VendorMove.model

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = try await Incoming(arrival, IncomingInvoiceMapping.table, odoo, settings)
    let items = incoming.document.lines["invoice_line_ids"] ?? []
    let orders = try await PurchaseOrder.find(incoming.orderNumbers(items), &incoming)
    let earlier = try await VendorMove.earlier(&incoming, Self.earlierFields)
    incoming.add(try await VendorMove.sameNumber(incoming, type: "in_invoice", besides: earlier?["id"]?.intValue))
    let lines = BillLines(items, orders, released: earlier?["invoice_line_ids"]?.arrayValue ?? [], incoming)
    incoming.add(lines.issues)
    let order = incoming.document.text("purchase_id").flatMap { orders[$0] }
    let terms = try await BillTerms.find(incoming, order)
    incoming.add(terms.warning)
    incoming.add(otherCurrency(incoming, order))
    try incoming.check()
    let values = header(incoming, orders, order, terms)
    let bill = try await write(values, lines, over: earlier, incoming)
    return try await applied(bill, items, lines, incoming)
  }

  // MARK: A newer version

  private static let earlierFields: JSON = [
    "state": nil,
    "invoice_line_ids": ["purchase_line_id": nil, "quantity": nil, "product_uom_id": PurchaseLine.unit],
  ]

  private func otherCurrency(_ incoming: Incoming, _ order: PurchaseOrder?) -> Issue? {
    guard let theirs = incoming.document.found["currency_id"], let order, let ours = order.record["currency_id"],
      theirs.relation != ours.relation
    else { return nil }
    return Issue(
      "procuros.bill.currency",
      "\(incoming.title) is in \(theirs.name), \(order.name) in \(ours.name).",
      severity: .warning,
      model: PurchaseOrder.model,
      record: order.id,
      recordName: order.name,
      field: "currency_id",
      label: "Currency",
      value: ours.name,
      path: "content.header.currency",
      repair: "Compare the prices with what was agreed before you confirm the bill.",
      params: ["document": incoming.title, "order": order.name, "theirs": theirs.name, "ours": ours.name]
    )
  }

  // MARK: What is written

  private func header(
    _ incoming: Incoming,
    _ orders: [String: PurchaseOrder],
    _ order: PurchaseOrder?,
    _ terms: BillTerms
  ) -> JSONObject {
    var values = JSONObject()
    for field in ["move_type", "partner_id", "ref", "invoice_date", "currency_id"] {
      values[field] = incoming.document[field]
    }
    values["currency_id"] = values["currency_id"] ?? order?.record["currency_id"]?.relation.map(JSON.int)
    values["invoice_origin"] = .string(orders.keys.sorted().joined(separator: ", "))
    values["invoice_payment_term_id"] = terms.id.map(JSON.int)
    if incoming.settings.isOn("write_bill_name") { values["name"] = values["ref"] }
    return values
  }

  private func write(_ values: JSONObject, _ lines: BillLines, over earlier: JSON?, _ incoming: Incoming)
    async throws(Failure) -> Int
  {
    let rows = lines.rows.map(JSON.object)
    guard let earlier, let bill = earlier["id"]?.intValue else {
      let ids = try await incoming.odoo.create(
        model,
        values: [.object(values.setting("invoice_line_ids", to: .array(rows)))]
      )
      guard let bill = ids.first else { throw .notCreated(incoming.title) }
      return bill
    }
    let old = (earlier["invoice_line_ids"]?.arrayValue ?? []).map { line -> JSON in
      ["id": line["id"] ?? .null, "delete": true]
    }
    var changed = values
    changed["move_type"] = nil
    changed["invoice_line_ids"] = .array(old + rows)
    try await incoming.odoo.write(model, ids: [bill], values: .object(changed))
    return bill
  }

  private func applied(_ bill: Int, _ items: [IncomingDocument], _ lines: BillLines, _ incoming: Incoming)
    async throws(Failure) -> Applied
  {
    let read = try await incoming.odoo.read(model, ids: [bill], fields: BillTotals.fields, committed: false)
    guard let record = read.records.first else { throw .notCreated(incoming.title) }
    var incoming = incoming
    incoming.add(BillTotals(record, items, nets: lines.nets, incoming).issues)
    try incoming.check()
    return Applied(record: bill, recordName: record.name, warnings: incoming.document.warnings)
  }
}
