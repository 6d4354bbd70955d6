package import Core

/// Finding, creating and changing records.
extension CallerOdoo {
  /// Records in one answer; Odoo cuts a longer one by size besides.
  private static let searchPage = 1000

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    let tree = try await resolve(fields, in: model)
    let domain = try await actual(domain, in: model)
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
    guard let known = try await fields(of: model) else { throw .missing("the model \(model)", model) }
    var members: [(String, JSON?)] = []
    for (asked, value) in values.objectValue?.members ?? [] {
      // What an x2many's row says of itself is no field.
      if asked == "id" || asked == "delete" {
        members.append((asked, value))
        continue
      }
      guard let name = Aliases.resolve(asked, in: model, existing: { known[$0] != nil }) else {
        throw .missing("the field \(asked) of \(model)", model)
      }
      guard let relation = known[name]?.relation, let rows = value.arrayValue, rows.first?.objectValue != nil else {
        members.append((name, value))
        continue
      }
      var renamed: [JSON] = []
      for row in rows { renamed.append(try await actual(values: row, in: relation)) }
      members.append((name, .array(renamed)))
    }
    return .record(members)
  }

  /// The domain under the names that this Odoo has.
  private func actual(_ domain: JSON, in model: String) async throws(Failure) -> JSON {
    var leaves: [JSON] = []
    for leaf in domain.arrayValue ?? [] {
      guard let parts = leaf.arrayValue, parts.count == 3, let path = parts[0].stringValue else {
        leaves.append(leaf)
        continue
      }
      leaves.append([.string(try await actual(path: path, in: model)), parts[1], parts[2]])
    }
    return .array(leaves)
  }

  private func actual(path: String, in model: String) async throws(Failure) -> String {
    var names: [String] = []
    var model = model
    for step in path.split(separator: ".").map(String.init) {
      guard let known = try await fields(of: model) else { throw .missing("the model \(model)", model) }
      guard let name = Aliases.resolve(step, in: model, existing: { known[$0] != nil }) ?? (step == "id" ? step : nil)
      else { throw .missing("the field \(step) of \(model)", model) }
      names.append(name)
      model = known[name]?.relation ?? model
    }
    return names.joined(separator: ".")
  }
}
