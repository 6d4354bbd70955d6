import Core
import Mapping

/// What Procountor calls the units of measure of Odoo.
///
/// Source: reference section 5. Odoo's own units are known by their external ids, which differ between series; others by
/// what was chosen on the unit. Without counterpart are square foot, cubic foot, cubic inch, fluid ounce and quart.
enum Units {
  static let byOdoo = [
    "product_uom_unit": "PIECE", "product_uom_dozen": "DOZEN", "product_uom_pack_6": "SIX_PACK",
    "product_uom_minute": "MINUTE", "product_uom_hour": "HOUR", "product_uom_day": "DAY",
    "product_uom_millimeter": "MILLIMETER", "product_uom_cm": "CM", "product_uom_meter": "METER",
    "product_uom_km": "KILOMETER", "product_uom_inch": "INCH", "product_uom_foot": "FOOT",
    "product_uom_yard": "YARD", "product_uom_mile": "MILE", "uom_square_meter": "SQUARE_METER",
    "product_uom_square_meter": "SQUARE_METER", "product_uom_milliliter": "MILLILITRE",
    "product_uom_litre": "LITER", "product_uom_cubic_meter": "CUBIC_METER", "product_uom_gal": "GALLON_US",
    "product_uom_gram": "GRAM", "product_uom_kgm": "KILOGRAM", "product_uom_ton": "TON",
    "product_uom_oz": "OUNCE", "product_uom_lb": "POUND", "product_uom_kwh": "KILOWATT_HOUR",
  ]

  /// The fields of a unit that its name at Procountor is made of.
  static let reads = ["name", "procountor_unit", "procountor_odoo_unit"]

  /// The name of a unit; nil when nobody said what it is.
  static func name(of unit: JSON?) -> String? {
    if let chosen = unit?["procountor_unit"]?.stringValue, !chosen.isEmpty { return chosen }
    let own = unit?["procountor_odoo_unit"]?.stringValue?.split(separator: ".").last.map(String.init)
    return own.flatMap { byOdoo[$0] }
  }

  /// What stands for a unit without a name: as the connector says.
  static func standard(_ move: DocumentView) -> String { move.setting("unit_default") ?? "NO_UNIT" }
}
