/// Procountor's languages as codes of Odoo.
///
/// Source: reference section 5, *Language*.
enum LanguageCodes {
  private static let codes = [
    "FINNISH": "fi_FI", "SWEDISH": "sv_SE", "ENGLISH": "en_US", "ESTONIAN": "et_EE", "DANISH": "da_DK",
    "NORWEGIAN": "nb_NO",
  ]

  static func odoo(_ language: String) -> String? { codes[language] }
}
