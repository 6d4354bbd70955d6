import Core
import Foundation

/// What the lines of a document come to after their modifications, sub lines included.
struct LineAmounts: Sendable {
  private(set) var sum = Decimal(0)
  /// By how much a sum of rounded amounts may differ: a cent for each line and modification.
  private(set) var tolerance = Decimal(1) / 100

  init(_ items: [JSON]) { items.forEach { add($0) } }

  private mutating func add(_ item: JSON) {
    let price = item["unitPrice"]?.number ?? 0
    var amount = (item["quantity"]?.number ?? 1) * price
    for group in Self.groups(item) {
      let basis = amount
      for modification in group["modifications"]?.arrayValue ?? [] {
        amount += Self.change(basis, modification)
        tolerance += Decimal(1) / 100
      }
    }
    sum += amount
    tolerance += Decimal(1) / 100
    for sub in item["subItems"]?.arrayValue ?? [] { add(sub) }
  }

  /// In the order in which they apply: each level starts from what the one before has left.
  private static func groups(_ item: JSON) -> [JSON] {
    (item["modificationGroups"]?.arrayValue ?? []).sorted {
      ($0["level"]?.wholeNumber ?? 0) < ($1["level"]?.wholeNumber ?? 0)
    }
  }

  private static func change(_ basis: Decimal, _ modification: JSON) -> Decimal {
    let size = modification["amount"]?.number ?? basis * (modification["percentage"]?.number ?? 0) / 100
    return modification["type"] == "CHARGE" ? size : -size
  }
}
