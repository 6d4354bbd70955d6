/// Procountor's word for a country as a code of Odoo's countries.
enum OdooCountry {
  /// Two letters of ISO 3166; nil for a word that is none.
  static func code(_ word: String) -> String? {
    let code = Countries.code(of: word)
    // Northern Ireland has a code of its own for VAT alone; to Odoo it is the United Kingdom.
    return code == "XI" ? "GB" : code
  }
}
