import Mapping

/// The code lists of Procuros.
enum Codes {
  /// The meanings are the usual ones of UN/CEFACT; Procuros publishes the codes only. Units are mapped by what the
  /// customer chose on each unit of Odoo, never by these words.
  static let unitOfMeasure = CodeList(
    "Procuros Unit Type",
    source: "Procuros API v2, schema `UnitOfMeasure`, a subset of the UN/CEFACT common codes; read 2026-07.",
    codes: [
      "EA": "each", "GRM": "gram", "HUR": "hour", "KGM": "kilogram", "LTR": "litre", "MLT": "millilitre",
      "MTK": "square metre", "MTR": "metre", "PCK": "package", "SET": "set", "CS": "case", "CA": "can",
      "DAY": "day", "WEE": "week", "MON": "month", "CT": "carton", "CQ": "cartridge", "CU": "cup",
      "BJ": "bucket", "BO": "bottle", "MTQ": "cubic metre", "PF": "pallet", "BG": "bag", "RO": "roll",
      "TNE": "tonne", "BE": "bundle", "CMT": "centimetre", "KMT": "kilometre", "PR": "pair", "TU": "tube",
    ]
  )

  /// The meanings are not published, only the names.
  static let creditNoteType = CodeList(
    "Procuros credit note type",
    source: "Procuros API v2, schema `CreditNoteHeader`, `type`; read 2026-07.",
    codes: ["CORRECTION": "correction of an invoice", "VALUE_CREDIT": "credit of a value"]
  )

  static let transportUnit = CodeList(
    "Procuros Unit Type of packages",
    source: "Procuros API v2, schema `ShippingNoticeTransportUnit`, member `unitType`; read 2026-07.",
    codes: [
      "EURO_PALLET": "Euro pallet", "EURO_PALLET_HALF": "half a Euro pallet",
      "EURO_PALLET_QUARTER": "a quarter of a Euro pallet", "CARTON": "carton", "PACKAGE": "package",
      "PALLET": "pallet", "CONTAINER": "container",
    ]
  )
}
