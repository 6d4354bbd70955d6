import Core
import Foundation
import Mapping

/// An item of a shipping notice in parts that each belong to one lot, or to none.
struct ShippedItem {
  struct Part {
    /// In the item's unit.
    let quantity: Decimal
    let lot: String?
    /// `YYYY-MM-DD`.
    let expiration: String?
  }

  let item: IncomingDocument
  private(set) var parts: [Part] = []
  private(set) var issues: [Issue] = []

  /// Batches count for products that are tracked by lot or serial number; for others the quantity alone does.
  init(_ item: IncomingDocument, _ incoming: Incoming) {
    self.item = item
    let shipped = item["product_uom_qty"]?.decimalValue ?? 0
    let tracking = item.found["product_id"]?["tracking"]?.stringValue ?? "none"
    let batches = item.lines["move_line_ids"] ?? []
    guard tracking != "none", !batches.isEmpty else {
      parts = shipped > 0 ? [Part(quantity: shipped, lot: nil, expiration: nil)] : []
      return
    }
    parts = batches.map { batch in
      Part(
        quantity: batch["quantity"]?.decimalValue ?? (batches.count == 1 ? shipped : 0),
        lot: batch.text("lot_name"),
        expiration: batch.text("expiration_date")
      )
    }.filter { $0.quantity > 0 }
    let sum = parts.reduce(Decimal()) { $0 + $1.quantity }
    if sum != shipped { issues.append(batchSum(sum, shipped, incoming)) }
    if parts.contains(where: { $0.lot == nil }) { issues.append(nameless(incoming)) }
    if tracking == "serial", parts.contains(where: { $0.quantity != 1 }) { issues.append(serial(incoming)) }
  }

  private var product: String { item.found["product_id"]?.name ?? "" }

  private func batchSum(_ sum: Decimal, _ shipped: Decimal, _ incoming: Incoming) -> Issue {
    incoming.issue(
      "procuros.receipt.batches",
      "The batches of \(product) come to \(sum.shortest), shipped are \(shipped.shortest).",
      at: item.path + ".batches",
      value: sum.shortest,
      repair: "Ask the vendor to correct it and to send the document again.",
      params: ["product": product, "batches": sum.shortest, "shipped": shipped.shortest]
    )
  }

  private func nameless(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procuros.receipt.batch_without_number",
      "A batch of \(product) has no number, and the product is tracked.",
      at: item.path + ".batches",
      repair: "Ask the vendor for the number, or enter the receipt by hand and ignore this document.",
      params: ["product": product]
    )
  }

  private func serial(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procuros.receipt.serial",
      "\(product) is tracked by serial number; a batch of it has another quantity than one.",
      at: item.path + ".batches",
      repair: "Track \(product) by lots, or ask the vendor for a batch for each piece.",
      params: ["product": product]
    )
  }
}
