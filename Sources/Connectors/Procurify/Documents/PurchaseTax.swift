import Core
import Foundation

/// A tax as Procurify says it on an item: a name, a percentage, and whether prices contain it.
struct PurchaseTax: Hashable {
  let name: String
  let percent: Decimal
  let isInclusive: Bool
  /// An amount that no percentage accounts for: which tax that is only a link can say.
  let isAmountAlone: Bool

  /// The id under which it is linked: `State|8.25|exclusive`.
  var id: String { "\(name)|\(percent.shortest)|\(isInclusive ? "inclusive" : "exclusive")" }

  /// For people: `State 8.25 %, included in the price`.
  var title: String {
    let rate = isAmountAlone ? "tax without a percentage" : "\(percent.shortest) %"
    let words = name.isEmpty ? rate : "\(name) \(rate)"
    return isInclusive ? words + ", included in the price" : words
  }

  /// - Returns: nil for an item without a tax.
  init?(_ item: JSON) {
    let percent = item["tax_percentage"]?.amount ?? 0
    let name = item["tax_name"]?.documentID ?? ""
    let hasAmount = !(item["tax_amount"]?.amount ?? 0).isZero
    guard !name.isEmpty || !percent.isZero || hasAmount else { return nil }
    self.name = name
    self.percent = percent
    isAmountAlone = hasAmount && percent.isZero
    isInclusive = item["tax_is_inclusive"]?.boolValue ?? false
  }
}
