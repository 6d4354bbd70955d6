import Core
import Foundation

extension JSON {
  /// The number, where one stands; a text of digits is none.
  var number: Decimal? {
    if case .string = self { nil } else { decimalValue }
  }

  /// The whole number, where one stands, also written as `1.0`.
  var wholeNumber: Int? {
    guard let number else { return nil }
    let rounded = NSDecimalNumber(decimal: number).intValue
    return Decimal(rounded) == number ? rounded : nil
  }
}
