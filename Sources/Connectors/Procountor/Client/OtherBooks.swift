import Core
import Engine

/// Whose books the API key opens, held against the company of the connection: of another one nothing is sent or taken.
enum OtherBooks {
  /// - Parameters:
  ///   - snapshot: `settings`, as Procountor said it; nil before it was fetched.
  ///   - ours: business ID or VAT number of the company in Odoo; nil when it has none, then nobody can tell.
  /// - Returns: name and business ID of the other company; nil when it is ours.
  static func name(_ snapshot: JSON?, ours: String?) -> String? {
    guard let ours, let company = snapshot?["company"], let code = company["businessId"]?.words,
      !BusinessID.isSame(ours, code)
    else { return nil }
    return "\(company["name"]?.words ?? "a company without name") (\(code))"
  }

  /// - Throws: `.configuration` `procountor.other_company`.
  static func refuse(_ settings: Settings) throws(Failure) {
    let ours = settings["company_business_id"]
    guard let name = name(settings.snapshot("settings"), ours: ours) else { return }
    throw Failure(
      .configuration,
      "procountor.other_company",
      "The API key of the connector \(settings.name) belongs to \(name), not to the company with the business ID "
        + "\(ours ?? "").",
      hint: "Enter the API key of your company and press Fetch VAT settings."
    )
  }
}

extension BusinessID {
  /// `1234567-1`, `12345671` and `FI12345671` name one company.
  static func isSame(_ ours: String, _ theirs: String) -> Bool {
    func plain(_ text: String) -> String {
      (BusinessID(text) ?? FinnishVATNumber(text)?.businessID)?.text ?? text.filter { !$0.isWhitespace }.uppercased()
    }
    return plain(ours) == plain(theirs)
  }
}
