import Core
import Foundation

/// Adds an INVOICE or CREDIT_NOTE up as its receiver would, knowing nothing of how it was made.
///
/// Source: Procuros API v2, schemas `Invoice` and `ModificationGroup`; invoice modifications guide.
enum PayloadSums {
  /// One sentence for each sum that does not add up; `places` are the decimals of the currency.
  static func faults(_ payload: JSON, places: Int) -> [String] {
    let items = payload["items"]?.arrayValue ?? []
    let summary = payload["summary"]
    func total(_ path: String) -> Decimal? { summary?[path]?.decimalValue }
    var faults: [String] = []
    func same(_ what: String, _ found: Decimal?, _ expected: Decimal?) {
      if found == nil || found != expected { faults.append("\(what): \(text(found)), not \(text(expected))") }
    }
    let net = items.reduce(Decimal(0)) { $0 + subtotal($1).rounded(places) }
    same("the lines' subtotals make subtotalAmount", net, total("subtotalAmount"))
    let exact = items.reduce(Decimal(0)) { $0 + subtotal($1) }
    same("so do the unrounded ones", exact.rounded(places), total("subtotalAmount"))
    let taxes = items.reduce(Decimal(0)) { $0 + ($1["tax"]?["amount"]?.decimalValue ?? 0) }
    let tax = summary?["tax"]?["total"]?.decimalValue
    same("the lines' taxes make tax.total", taxes, tax)
    let groups = summary?["tax"]?["items"]?.arrayValue ?? []
    same("tax.items make tax.total", groups.reduce(Decimal(0)) { $0 + ($1["taxAmount"]?.decimalValue ?? 0) }, tax)
    same(
      "tax.items make netAmount",
      groups.reduce(Decimal(0)) { $0 + ($1["taxableAmount"]?.decimalValue ?? 0) },
      total("netAmount")
    )
    same("net is subtotal", total("netAmount"), total("subtotalAmount"))
    same("net + tax make gross", (total("netAmount") ?? 0) + (tax ?? 0), total("grossAmount"))
    if Set(groups.map { $0["percentage"]?.decimalValue }).count < groups.count { faults.append("a percentage twice") }
    return faults
  }

  /// Quantity × price less its modifications, unrounded.
  private static func subtotal(_ item: JSON) -> Decimal {
    var amount = (item["quantity"]?.decimalValue ?? 0) * (item["unitPrice"]?.decimalValue ?? 0)
    for group in item["modificationGroups"]?.arrayValue ?? [] {
      for modification in group["modifications"]?.arrayValue ?? [] {
        amount -= amount * (modification["percentage"]?.decimalValue ?? 0) / 100
      }
    }
    return amount
  }

  private static func text(_ number: Decimal?) -> String { number?.shortest ?? "nothing" }
}
