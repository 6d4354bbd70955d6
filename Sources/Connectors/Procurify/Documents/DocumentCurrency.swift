import Core
import Engine
import Odoo

/// The currency of a document in Odoo.
///
/// Source: reference 7.5: never activated and never given a rate by us.
struct DocumentCurrency {
  static let model = "res.currency"

  /// Nil where an issue says why.
  private(set) var id: Int?
  /// ISO code, for sentences.
  let name: String
  /// Digits after the point.
  private(set) var digits = 2
  private(set) var issues: [Issue] = []

  /// - Parameters:
  ///   - currency: an object with `name`, or the id of one in the snapshot.
  ///   - path: where it stands.
  ///   - document: that needs it.
  /// - Throws: what a search throws.
  init(_ currency: JSON?, at path: String, _ document: ProcurifyDocument) async throws(Failure) {
    guard let name = Self.name(currency, document.settings) else {
      self.name = ""
      issues = [document.invalid("\(document.title) does not say its currency.", at: path)]
      return
    }
    self.name = name
    let found = try await document.odoo.search(
      Self.model,
      domain: [["name", "=", .string(name)]],
      fields: ["name": nil, "active": nil, "decimal_places": nil],
      order: nil,
      limit: nil
    )
    if let record = found.first(where: { $0["active"] == true }) {
      id = record.recordID
      digits = record["decimal_places"]?.intValue ?? 2
    } else {
      issues = [Self.missing(name, inactive: found.first, at: path, document)]
    }
  }

  /// The ISO code, which is what Procurify's name of a currency is.
  static func name(_ currency: JSON?, _ settings: Settings) -> String? {
    if let name = currency?["name"]?.documentID { return name.uppercased() }
    guard let id = currency?.documentID else { return nil }
    let known = settings.snapshot("currencies")?.arrayValue ?? []
    return known.first { $0["id"]?.documentID == id }?["name"]?.documentID?.uppercased()
  }

  private static func missing(_ name: String, inactive: JSON?, at path: String, _ document: ProcurifyDocument) -> Issue
  {
    var issue = document.issue(
      "procurify.currency_missing",
      inactive == nil ? "Odoo has no currency \(name)." : "The currency \(name) is not active in Odoo.",
      at: path,
      value: name,
      repair: inactive == nil
        ? "Create the currency \(name) in Odoo with its rate." : "Activate the currency \(name) and see to its rate.",
      params: ["currency": name],
      probe: .domain(model: model, domain: [["name", "=", .string(name)], ["active", "=", true]])
    )
    (issue.model, issue.record, issue.field, issue.label) = (model, inactive?.recordID, "active", "Active")
    return issue
  }
}
