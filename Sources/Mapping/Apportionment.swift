import Core
package import Foundation

/// Rounded parts that add up to a rounded total (method of largest remainders).
///
/// Odoo rounds some totals as a whole, so that the rounded amounts of the lines miss them by a few cents. A partner
/// adds the lines up; so the parts that were rounded away most take a unit each.
package enum Apportionment {
  /// One part: the amount as rounded so far, and what it was before rounding.
  package struct Part: Sendable {
    package var amount: Decimal
    package var exact: Decimal

    package init(_ amount: Decimal, exact: Decimal) {
      self.amount = amount
      self.exact = exact
    }
  }

  /// The amounts of the parts, moved by at most one unit each so that they add up to `total`.
  ///
  /// - Parameters:
  ///   - parts: in the order of the document; of equals the first one takes the unit.
  ///   - total: what they must add up to.
  ///   - unit: the smallest amount of the currency, for example 0.01.
  /// - Returns: the amounts in the order of the parts, parts that are exact unmoved; nil when more is missing than
  ///   rounding can explain.
  package static func amounts(_ parts: [Part], total: Decimal, unit: Decimal) -> [Decimal]? {
    var amounts = parts.map(\.amount)
    let missing = total - amounts.reduce(0, +)
    guard !missing.isZero else { return amounts }
    guard unit > 0, let units = (missing / unit).wholeNumber else { return nil }
    let step = units > 0 ? unit : -unit
    // How much of the step a part has been rounded away by; the first of equals comes first.
    let order = parts.indices.filter { parts[$0].exact != 0 && parts[$0].amount + step >= 0 }
      .sorted { (gain(parts[$0], step), -$0) > (gain(parts[$1], step), -$1) }
    guard abs(units) <= order.count else { return nil }
    for index in order.prefix(abs(units)) { amounts[index] += step }
    return amounts
  }

  private static func gain(_ part: Part, _ step: Decimal) -> Decimal {
    step > 0 ? part.exact - part.amount : part.amount - part.exact
  }
}
