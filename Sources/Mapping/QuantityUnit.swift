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
    guard let record, let size = (Self.filled(record["factor_inv"]) ?? record["factor"])?.decimalValue, size > 0 else {
      return nil
    }
    id = record["id"]?.intValue
    self.size = size
    rounding = record["rounding"]?.decimalValue ?? 0
    family = record["category_id"]?.intValue ?? record["category_id"]?["id"]?.intValue
  }

  /// A quantity of this unit in another one, not yet rounded; nil where the two do not belong together.
  package func convert(_ quantity: Decimal, to other: QuantityUnit) -> Decimal? {
    if id != nil, id == other.id { return quantity }
    guard family == other.family else { return nil }
    return quantity * size / other.size
  }

  /// The quantity as a multiple of the unit's step, a half away from zero.
  package func rounded(_ quantity: Decimal) -> Decimal {
    rounding > 0 ? (quantity / rounding).rounded(0) * rounding : quantity
  }

  private static func filled(_ value: JSON?) -> JSON? { value?.isNull == false ? value : nil }
}
