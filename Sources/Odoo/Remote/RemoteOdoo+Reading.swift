package import Core

/// Reading trees: one call per page where Odoo reads trees by itself (17.0 and later), else one per level and page.
extension RemoteOdoo {
  private static let page = 200

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    let tree = try await resolve(fields, in: model)
    var read = OdooRead()
    for start in stride(from: 0, to: ids.count, by: Self.page) {
      let page = Array(ids[start..<min(start + Self.page, ids.count)])
      let documents = try await self.documents(try await existing(model, page, tree), tree)
      let found = Dictionary(
        documents.map { ($0["id"]?.intValue ?? 0, $0) },
        uniquingKeysWith: { first, _ in first }
      )
      read.records += page.compactMap { found[$0] }
      read.missing += page.filter { found[$0] == nil }
    }
    return read
  }

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    let tree = try await resolve(fields, in: model)
    let domain = Self.falseForNull(try await actual(domain: domain, in: model)).arrayValue ?? []
    var found: [JSON] = []
    while true {
      let rest = min(limit.map { $0 - found.count } ?? Self.page, Self.page)
      guard rest > 0 else { return found }
      // Each page is a transaction of its own: counted off, a row would be passed over where one before it left the list.
      let last = order == nil || order == "id" ? found.last?["id"] : nil
      let paging = JSONObject([
        ("domain", .array((last.map { [["id", ">", $0]] } ?? []) + domain)),
        ("offset", .int(last == nil ? found.count : 0)), ("limit", .int(rest)), ("order", .string(order ?? "id")),
      ])
      let rows = try await reader.search(model, paging, tree)
      found += try await documents(rows, tree)
      if rows.count < rest { return found }
    }
  }

  private var reader: RemoteReader { RemoteReader(odoo: self) }

  /// The rows of a page; ids that are not there are left out, which Odoo does not always do by itself.
  private func existing(_ model: String, _ ids: [Int], _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    do throws(Failure) {
      return try await reader.read(model, ids, tree)
    } catch  where error.code == "odoo.missing" {
      let domain: JSON = [["id", "in", .array(ids.map(JSON.int))]]
      let arguments = JSONObject([("domain", domain), ("fields", ["id"])])
      let rows = try await ask(model, "search_read", ids: nil, arguments).arrayValue ?? []
      let there = Set(rows.compactMap { $0["id"]?.intValue })
      guard there.count < ids.count else { throw error }
      return there.isEmpty ? [] : try await reader.read(model, ids.filter(there.contains), tree)
    }
  }

  private func documents(_ rows: [JSON], _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    let wanted = rows.reduce(into: Set<Int>()) { $0.formUnion(tree.currencies($1)) }
    let digits = try await currencies(wanted)
    return rows.map { tree.document($0, digits) }
  }

  /// XML-RPC knows no null, and Odoo means the same by both.
  static func falseForNull(_ value: JSON) -> JSON {
    switch value {
    case .null: false
    case .array(let items): .array(items.map(falseForNull))
    default: value
    }
  }
}
