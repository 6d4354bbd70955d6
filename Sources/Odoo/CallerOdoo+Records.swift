package import Core

/// Finding, creating and changing records.
extension CallerOdoo {
  /// Records in one answer; Odoo cuts a longer one by size besides.
  private static let searchPage = 1000

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    let tree = try await resolve(fields, in: model)
    let domain = try await actual(domain: domain, in: model)
    var found: [JSON] = []
    var offset = 0
    while true {
      let rest = min(limit.map { $0 - found.count } ?? Self.searchPage, Self.searchPage)
      guard rest > 0 else { return found }
      let answer = try await ask(
        "odoo/search_read",
        [
          ("model", .string(model)), ("domain", domain), ("fields", tree.wire), ("order", order.map(JSON.string)),
          ("offset", .int(offset)), ("limit", .int(rest)),
        ]
      )
      let records = answer["records"]?.arrayValue ?? []
      found += records.map(tree.renamed)
      // A page is cut at `next`; a full one may have more behind it.
      guard let next = answer["next"]?.intValue ?? (records.count == rest ? offset + rest : nil), next > offset else {
        return found
      }
      offset = next
    }
  }

  /// The keys say nothing here: what a repeated call created before was rolled back with the call.
  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    var rows: [JSON] = []
    for row in values { rows.append(try await actual(values: row, in: model)) }
    let answer = try await ask("odoo/create", [("model", .string(model)), ("values", .array(rows))])
    return (answer["ids"]?.arrayValue ?? []).compactMap(\.intValue)
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    let values = try await actual(values: values, in: model)
    _ = try await ask(
      "odoo/write",
      [("model", .string(model)), ("ids", .array(ids.map(JSON.int))), ("values", values)]
    )
  }

  // MARK: Names of this series

  /// The values under the names that this Odoo has, rows of x2many fields included.
  private func actual(values: JSON, in model: String) async throws(Failure) -> JSON {
    var members: [(String, JSON?)] = []
    for (asked, value) in values.objectValue?.members ?? [] {
      // What an x2many's row says of itself is no field.
      if asked == "id" || asked == "delete" {
        members.append((asked, value))
        continue
      }
      let field = try await required(asked, in: model)
      guard let relation = field.info.relation, let rows = value.arrayValue, rows.first?.objectValue != nil else {
        members.append((field.name, value))
        continue
      }
      var renamed: [JSON] = []
      for row in rows { renamed.append(try await actual(values: row, in: relation)) }
      members.append((field.name, .array(renamed)))
    }
    return .record(members)
  }
}
