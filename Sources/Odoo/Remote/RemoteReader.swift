import Core

/// The rows of a tree as Odoo gives them, rows of relations inside.
///
/// `web_read` does that in one call. An Odoo without it (14.0 to 16.0) is asked level by level.
struct RemoteReader {
  let odoo: RemoteOdoo

  /// So many rows below a page are asked for at once.
  private static let levelPage = 1000

  func read(_ model: String, _ ids: [Int], _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    guard !ids.isEmpty else { return [] }
    let arguments = JSONObject([("specification", tree.specification)])
    if let answer = try await whole(model, "web_read", ids, arguments) { return answer.arrayValue ?? [] }
    return try await level(model, ids, tree)
  }

  /// `paging` holds domain, offset, limit and order.
  func search(_ model: String, _ paging: JSONObject, _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    var arguments = paging
    arguments["specification"] = tree.specification
    // Otherwise Odoo counts everything that the domain finds.
    arguments["count_limit"] = 1
    if let answer = try await whole(model, "web_search_read", nil, arguments) {
      return answer["records"]?.arrayValue ?? []
    }
    arguments = paging
    arguments["fields"] = .array(tree.names.map(JSON.string))
    return try await complete(try await odoo.ask(model, "search_read", ids: nil, arguments).arrayValue ?? [], tree)
  }

  /// Nil when this Odoo reads level by level.
  private func whole(_ model: String, _ method: String, _ ids: [Int]?, _ arguments: JSONObject)
    async throws(Failure) -> JSON?
  {
    if odoo.catalogue.readsByLevel { return nil }
    do throws(Failure) {
      return try await odoo.ask(model, method, ids: ids, arguments)
    } catch  where error.saysNoTrees(method) {
      odoo.catalogue.readByLevel()
      return nil
    }
  }

  private func level(_ model: String, _ ids: [Int], _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    var rows: [JSON] = []
    for start in stride(from: 0, to: ids.count, by: Self.levelPage) {
      let page = Array(ids[start..<min(start + Self.levelPage, ids.count)])
      let arguments = JSONObject([("fields", .array(tree.names.map(JSON.string))), ("load", false)])
      rows += try await odoo.ask(model, "read", ids: page, arguments).arrayValue ?? []
    }
    return try await complete(rows, tree)
  }

  /// The rows with the rows of their relations in place of ids.
  private func complete(_ rows: [JSON], _ tree: ResolvedTree) async throws(Failure) -> [JSON] {
    var rows = rows
    for node in tree.nodes {
      guard let name = node.actual, let below = node.below, let relation = node.info?.relation else { continue }
      var ids: Set<Int> = []
      for row in rows { ids.formUnion(Self.ids(row[name])) }
      let children = ids.isEmpty ? [] : try await level(relation, ids.sorted(), below)
      let byID = Dictionary(children.map { ($0["id"]?.intValue ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
      rows = rows.map { row in Self.replacing(name, in: row, byID, isList: node.info?.isList ?? false) }
    }
    return rows
  }

  private static func replacing(_ name: String, in row: JSON, _ children: [Int: JSON], isList: Bool) -> JSON {
    var object = row.objectValue ?? JSONObject()
    let below = ids(row[name]).compactMap { children[$0] }
    object[name] = isList ? .array(below) : below.first ?? false
    return .object(object)
  }

  private static func ids(_ value: JSON?) -> [Int] {
    value?.arrayValue?.compactMap(\.intValue) ?? [value?.intValue].compactMap(\.self)
  }
}

extension Failure {
  /// Before 17.0 there was no `web_read`, and `web_search_read` took a list of fields.
  fileprivate func saysNoTrees(_ method: String) -> Bool {
    code == "odoo.field_missing" && message.contains(method)
      || code == "odoo.invalid" && message.contains("specification")
  }
}
