package import Foundation

extension Decimal {
  /// The number with at most `digits` places after the point, a half rounded away from zero as Odoo does (HALF-UP).
  package func rounded(_ digits: Int) -> Decimal {
    var value = self
    var result = Decimal()
    NSDecimalRound(&result, &value, digits, .plain)
    return result
  }

  /// The shortest plain form: `12`, `1.2`, `0.00000001`; never an exponent or a trailing zero.
  package var shortest: String { description }

  /// The number when it is whole and fits.
  package var wholeNumber: Int? {
    // `0.00` keeps its exponent; every other number is read without zeros at its end.
    if isZero { return 0 }
    return exponent < 0 ? nil : Int(description)
  }
}

extension JSON {
  /// A JSON number, as the parser would read it from its shortest form.
  package static func number(_ value: Decimal) -> JSON {
    value.wholeNumber.map(JSON.int) ?? .decimal(value)
  }
}
