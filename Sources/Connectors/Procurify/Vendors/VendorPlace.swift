import Core
import Odoo

/// Country and state of a vendor in Odoo; words that name none are told in its comment.
///
/// Source: reference 7.1: by ISO code, else by name; free text in Procurify.
struct VendorPlace {
  private(set) var country: Int?
  private(set) var state: Int?
  /// Words that nothing was found for.
  private(set) var unknown: [String] = []

  /// - Throws: what a search throws.
  init(country word: String?, state stateWord: String?, _ odoo: any OdooGateway) async throws(Failure) {
    if let word {
      country = try await Self.find("res.country", word, [], odoo)
      if country == nil { unknown.append(word) }
    }
    if let stateWord {
      let scope: [JSON] = country.map { [["country_id", "=", .int($0)]] } ?? []
      // Without a country a state's code may be any country's.
      state = country == nil ? nil : try await Self.find("res.country.state", stateWord, scope, odoo)
      if state == nil { unknown.append(stateWord) }
    }
  }

  private static func find(_ model: String, _ word: String, _ scope: [JSON], _ odoo: any OdooGateway)
    async throws(Failure) -> Int?
  {
    for (field, operation, value) in [("code", "=", word.uppercased()), ("name", "=ilike", word.likeEscaped)] {
      let domain = JSON.array(scope + [[.string(field), .string(operation), .string(value)]])
      let found = try await odoo.search(model, domain: domain, fields: ["code": nil], order: nil, limit: 2)
      if found.count == 1 { return found[0].recordID }
    }
    return nil
  }
}

extension String {
  /// Text for `=ilike` that means itself: `%`, `_` and `\` are wildcards and their escape.
  var likeEscaped: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
