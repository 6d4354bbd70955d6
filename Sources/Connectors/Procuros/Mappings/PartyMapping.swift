import Mapping

/// `res.partner` → a party of Procuros: its name where known, its GLN from *Reference*.
///
/// Source: Procuros API v2, schemas `Party` and `ShipToParty`; reference D-30 for the name.
enum PartyMapping {
  // swift-format-ignore
  /// The rows of a party; `id` is the reference row of its GLN.
  static func rows(_ id: String) -> [Row] {
    [
      //             Odoo     Procuros             rules
      .field("D-30", "name",  "name"),
      .field(id,     "ref",   "identifiers[GS1]",  .required, .gln),
    ]
  }
}
