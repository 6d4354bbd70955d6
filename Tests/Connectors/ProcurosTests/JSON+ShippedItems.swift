import Core
import Foundation

extension JSON {
  /// The items of a shipping notice, through all units.
  var shippedItems: [JSON] {
    (self["transportUnits"]?.arrayValue ?? []).flatMap { unit in
      (unit["items"]?.arrayValue ?? []) + unit.shippedItems
    }
  }

  /// Where an item of a shipping notice contradicts itself; empty for a good one.
  var contradictions: [String] {
    let (ordered, shipped) = (self["orderedQuantity"]?.decimalValue, self["shippedQuantity"]?.decimalValue)
    let batches = self["batches"]?.arrayValue
    let sum = batches?.reduce(Decimal()) { $0 + ($1["quantity"]?.decimalValue ?? 0) }
    var found: [String] = []
    if ordered == nil || shipped == nil { found.append("no quantity: \(text)") }
    if (ordered == shipped) != (self["openQuantityAction"] == nil) { found.append("open quantity: \(text)") }
    if let sum, sum != shipped { found.append("batches: \(text)") }
    if batches?.isEmpty == true { found.append("no batch: \(text)") }
    return found
  }
}
