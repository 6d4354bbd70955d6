import Core
import Foundation
import Odoo

/// How this Odoo says on a line which analytic accounts its costs go to.
///
/// Known by the fields that it has. Source: reference 7.5. 17.0 gave analytic lines a column for each root plan, and plans
/// their `root_id` (addons/analytic/models/analytic_plan.py of 17.0, 18.0 and 19.0); 16.0 has plans without it. Lines of
/// before have `analytic_account_id`, those of orders `account_analytic_id`. What is of 14.0 to 16.0 is from their field
/// names and was not tried.
enum AnalyticForm: Equatable {
  /// The accounts of several plans in one key: `{"12,34": 100}`.
  case joined
  /// A key for each: `{"12": 100, "34": 100}`.
  case each
  /// One account, in a field of this name.
  case one(String)

  private static let percents = "analytic_distribution"

  /// A field of a line with what goes into it.
  struct Value: Equatable {
    let field: String
    let value: JSON
  }

  /// Accounts that have a part of a line between them, the one that counts most first.
  typealias Part = (accounts: [Int], percent: Decimal)

  /// - Parameters:
  ///   - model: of the lines.
  ///   - odoo: that has them.
  /// - Throws: what the gateway throws.
  init(of model: String, _ odoo: any OdooGateway) async throws(Failure) {
    if try await odoo.has(Self.percents, in: model) {
      self = try await odoo.has("root_id", in: "account.analytic.plan") ? .joined : .each
      return
    }
    for field in ["analytic_account_id", "account_analytic_id"] where try await odoo.has(field, in: model) {
      self = .one(field)
      return
    }
    self = .joined
  }

  /// Whether a line keeps no more than one account.
  var isOne: Bool { if case .one = self { true } else { false } }

  /// - Returns: nil for no parts.
  func value(_ parts: [Part]) -> Value? {
    switch self {
    case .joined: Self.shares(parts.map { ($0.accounts.sorted().map(String.init).joined(separator: ","), $0.percent) })
    case .each: Self.shares(parts.flatMap { part in part.accounts.map { (String($0), part.percent) } })
    case .one(let field): Self.heaviest(parts).map { Value(field: field, value: .int($0)) }
    }
  }

  /// The account of the greatest part, the first of several such.
  static func heaviest(_ parts: [Part]) -> Int? {
    let most = parts.map(\.percent.magnitude).max()
    return parts.first { $0.percent.magnitude == most }?.accounts.first
  }

  private static func shares(_ shares: [(key: String, percent: Decimal)]) -> Value? {
    var sums: [(key: String, percent: Decimal)] = []
    for share in shares {
      if let place = sums.firstIndex(where: { $0.key == share.key }) {
        sums[place].percent += share.percent
      } else {
        sums.append(share)
      }
    }
    return sums.isEmpty ? nil : Value(field: percents, value: .record(sums.map { ($0.key, .number($0.percent)) }))
  }
}
