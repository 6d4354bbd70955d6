package import Core
package import Foundation

/// A unit of measure of Odoo as far as quantities are taken from one unit to another.
package struct QuantityUnit: Sendable, Equatable {
  package let id: Int?
  /// How many of the family's reference unit one of it is: a dozen is 12 pieces.
  package let size: Decimal
  /// The step of its quantities, for example 0.01.
  package let rounding: Decimal
  /// The category; nil on series where units have none.
  package let family: Int?

  /// The fields it is made of, to be read with the unit.
  ///
  /// 17 and 18 call the size `factor_inv`, their `factor` is the reverse of it; 19 has a `factor` that is the size.
  package static let reads = ["factor", "factor_inv", "rounding", "category_id"]

  /// Nil when the record holds no size.
  ///
  /// - Parameter record: `uom.uom` with `reads`.
  package init?(_ record: JSON?) {
    guard let record, let size = (Self.filled(record["factor_inv"]) ?? record["factor"])?.decimalValue,
      Self.sizes.contains(size)
    else { return nil }
    id = record["id"]?.intValue
    self.size = size
    rounding = record["rounding"]?.decimalValue.flatMap { Self.sizes.contains($0) ? $0 : nil } ?? 0
    family = record["category_id"]?.intValue ?? record["category_id"]?["id"]?.intValue
  }

  /// What a unit can be: beyond it, sums and quotients would lose digits.
  private static let sizes = Decimal(sign: .plus, exponent: -9, significand: 1)...Decimal(1_000_000_000)

  /// A quantity of Odoo; nil for what is no number, or none that adds up exactly with others.
  package static func quantity(_ value: JSON?) -> Decimal? {
    value?.decimalValue.flatMap { $0.isFinite && abs($0) < 1_000_000_000_000 ? $0.rounded(9) : nil }
  }

  /// A quantity of this unit in another one, not yet rounded to its step but to nine places; nil where the two do not
  /// belong together.
  package func convert(_ quantity: Decimal, to other: QuantityUnit) -> Decimal? {
    if id != nil, id == other.id { return quantity }
    guard family == other.family else { return nil }
    let converted = (quantity * size / other.size).rounded(9)
    return abs(converted) < 1_000_000_000_000 ? converted : nil
  }

  /// The quantity as a multiple of the unit's step, a half away from zero.
  package func rounded(_ quantity: Decimal) -> Decimal {
    rounding > 0 ? (quantity / rounding).rounded(0) * rounding : quantity
  }

  private static func filled(_ value: JSON?) -> JSON? { value?.isNull == false ? value : nil }
}
