import Core
import Engine
import Foundation
import Odoo

/// Which tax of Odoo says the same as a percentage and VAT status of Procountor.
///
/// Source: reference 6.8 and 6.4: same percent **and** status. A tax without status is a domestic one (1), as on the way
/// out. Taxes that are included in the price are not meant: Procountor's amounts here are net.
struct TaxChoice {
  enum Found: Equatable {
    case tax(Int)
    /// Nothing to add: 0 % and no tax for it.
    case nothing
    case missing
    /// Several say the same, and nothing tells which one is meant.
    case several([String])
  }

  private let taxes: [JSON]
  private let standard: Int?

  /// Taxes are few: all of the company are read at once.
  ///
  /// - Parameters:
  ///   - use: `sale` or `purchase`.
  ///   - standard: the company's own default, which decides between equals.
  ///   - odoo: where to search.
  ///   - settings: of the connection.
  /// - Throws: what a search throws.
  init(_ use: String, standard: Int?, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) {
    let domain: JSON = [
      ["type_tax_use", "=", .string(use)], ["company_id", "parent_of", [.int(settings.company)]],
      ["active", "=", true], ["amount_type", "=", "percent"],
    ]
    let fields: JSON = ["amount": nil, "price_include": nil, "procountor_vat_status_id": ["number": nil]]
    taxes = try await odoo.search("account.tax", domain: domain, fields: fields, order: nil, limit: nil)
    self.standard = standard
  }

  /// - Parameters:
  ///   - percent: for example 25.5.
  ///   - status: number of the VAT status; nil counts as domestic.
  ///   - preferred: taxes that decide between equals before the company's default does, for example an account's own.
  /// - Returns: the tax, or why there is none.
  func find(_ percent: Decimal, status: Int?, preferred: [Int] = []) -> Found {
    let fitting = taxes.filter { tax in
      tax["amount"]?.decimalValue == percent && tax["price_include"] != true && Self.status(tax) ?? 1 == status ?? 1
    }
    // A status that was chosen says more than one that was left empty.
    let chosen = fitting.filter { Self.status($0) != nil }
    let candidates = chosen.isEmpty ? fitting : chosen
    let ids = candidates.compactMap { $0["id"]?.intValue }
    if ids.count == 1 { return .tax(ids[0]) }
    if ids.isEmpty { return percent.isZero ? .nothing : .missing }
    let own = ids.filter(preferred.contains)
    if own.count == 1 { return .tax(own[0]) }
    if let standard, ids.contains(standard) { return .tax(standard) }
    return .several(candidates.map(\.name))
  }

  private static func status(_ tax: JSON) -> Int? { tax["procountor_vat_status_id"]?["number"]?.intValue }

  /// Finds something once there is such a tax, or, where there are several, once one of them was given the status.
  static func probe(_ use: String, _ percent: Decimal, status: Int?, after found: Found, _ settings: Settings)
    -> Issue.Probe
  {
    let number = status ?? 1
    let fits: [JSON] = [["procountor_vat_status_id.number", "=", .int(number)]]
    let isEmptyEnough = number == 1 && found == .missing
    let any: [JSON] = isEmptyEnough ? ["|", ["procountor_vat_status_id", "=", false]] + fits : fits
    let domain: [JSON] = [
      ["type_tax_use", "=", .string(use)], ["company_id", "parent_of", [.int(settings.company)]],
      ["active", "=", true], ["amount_type", "=", "percent"], ["amount", "=", .number(percent)],
    ]
    return .domain(model: "account.tax", domain: .array(domain + any))
  }
}
