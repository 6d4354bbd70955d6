import Core
import Foundation
import Mapping

/// A purchase order that we sent, as Odoo has it now.
struct SentOrder {
  static let model = "purchase.order"
  static let fields: JSON = [
    "state": nil, "locked": nil, "partner_id": ["commercial_partner_id": nil],
    "payment_term_id": PaymentAgreement.fields,
    "order_line": [
      "display_type": nil, "name": nil, "procuros_line_number": nil, "product_id": ["barcode": nil], "product_qty": nil,
      "price_unit": nil, "discount": nil, "date_planned": nil, "product_uom_id": ["procuros_unit_type": nil],
      "qty_received": nil, "qty_invoiced": nil,
    ],
  ]

  /// One line with a product.
  struct Line {
    let record: JSON
    /// The number that the vendor knows it by.
    let number: Int

    var id: Int { record["id"]?.intValue ?? 0 }
    var name: String { record["product_id"]?.name ?? record.name }
    var ordered: Decimal { decimal("product_qty") }
    /// What is received or billed already, whichever is more: it cannot be taken back by changing the order.
    var done: Decimal { max(decimal("qty_received"), decimal("qty_invoiced")) }
    var price: Decimal { decimal("price_unit") }
    var unit: String? { record["product_uom_id"]?["procuros_unit_type"]?.stringValue }

    func isProduct(_ identifier: String) -> Bool {
      guard let barcode = record["product_id"]?["barcode"]?.stringValue else { return false }
      guard let ours = GTIN(barcode), let theirs = GTIN(identifier) else { return barcode == identifier }
      return ours == theirs
    }

    private func decimal(_ field: String) -> Decimal { record[field]?.decimalValue ?? 0 }
  }

  let record: JSON
  let lines: [Line]

  /// Lines of an order that was sent before numbers were kept have the numbers they would be sent with now.
  init(_ record: JSON) {
    self.record = record
    let products = (record["order_line"]?.arrayValue ?? []).filter { $0["display_type"]?.isNull ?? true }
    let kept = products.contains { ($0["procuros_line_number"]?.intValue ?? 0) != 0 }
    lines = products.enumerated().map { index, line in
      Line(record: line, number: kept ? line["procuros_line_number"]?.intValue ?? 0 : index + 1)
    }
  }

  var id: Int { record["id"]?.intValue ?? 0 }
  var name: String { record.name }
  var state: String { record["state"]?.stringValue ?? "" }
  var isDraft: Bool { ["draft", "sent"].contains(state) }
  /// Up to 18.0 a locked order is in the state `done`.
  var isLocked: Bool { state == "done" || record["locked"] == true }
  var owner: Int? { record["partner_id"]?["commercial_partner_id"]?.relation }
}

extension JSON {
  /// The id behind a relation, whether it came as an id or as an object.
  var relation: Int? { intValue ?? self["id"]?.intValue }
}
