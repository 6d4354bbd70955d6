import Core
import Engine
import Foundation
import Odoo

/// Prices of more digits than Odoo keeps: where that changes what a line comes to, its text says the price all the same.
///
/// How many digits it keeps is what the field itself says (17.0 and 18.0: those of *Product Price*; 19.0 keeps them all).
struct PriceRounding {
  /// Digits of a price; nil where all are kept.
  private let kept: Int?
  /// Digits of the currency.
  private let digits: Int

  /// - Parameters:
  ///   - model: of the lines.
  ///   - digits: of the document's currency.
  ///   - document: that has them.
  /// - Throws: what the gateway throws.
  init(of model: String, digits: Int, _ document: ProcurifyDocument) async throws(Failure) {
    kept = try await document.odoo.digits(of: "price_unit", in: model)
    self.digits = digits
  }

  /// What Odoo makes of a price.
  func kept(_ price: Decimal) -> Decimal { kept.map { price.rounded($0) } ?? price }

  /// Whether a line comes to another amount in Odoo.
  func changes(_ quantity: Decimal, _ price: Decimal) -> Bool {
    (quantity * kept(price)).rounded(digits) != (quantity * price).rounded(digits)
  }

  /// What stands below the name of such a line: `1000 × 0.0125`; empty for others.
  func text(_ quantity: Decimal, _ price: Decimal) -> String {
    changes(quantity, price) ? "\n\(quantity.shortest) × \(price.shortest)" : ""
  }

  /// For a line that is entered with its quantity nevertheless; nil where it comes to the same amount.
  func warning(_ name: String, _ quantity: Decimal, _ price: Decimal, at path: String, _ document: ProcurifyDocument)
    -> Issue?
  {
    guard changes(quantity, price) else { return nil }
    let (wanted, found) = ((quantity * price).rounded(digits), (quantity * kept(price)).rounded(digits))
    let reason =
      "The price \(price.shortest) of \(name) has more digits than Odoo keeps: the line comes to \(found.shortest), not "
      + "\(wanted.shortest)."
    return document.issue(
      "procurify.validation_error",
      reason,
      at: path,
      severity: .warning,
      value: price.shortest,
      repair: "Give Product Price more digits in the decimal accuracy of Odoo.",
      params: ["reason": reason]
    )
  }
}
