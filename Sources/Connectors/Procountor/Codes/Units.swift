import Core
import Mapping

/// What Procountor calls the units of measure of Odoo: as chosen on each unit.
///
/// Source: reference section 5. The addon fills in Odoo's own units; square foot, cubic foot, cubic inch, fluid ounce and
/// quart have no counterpart.
enum Units {
  /// The fields of a unit that its name at Procountor is made of.
  static let reads = ["name", "procountor_unit"]

  /// The name of a unit; nil when nobody said what it is.
  static func name(of unit: JSON?) -> String? {
    unit?["procountor_unit"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What stands for a unit without a name: as the connector says.
  static func standard(_ document: DocumentView) -> String { document.setting("unit_default") ?? "NO_UNIT" }
}
