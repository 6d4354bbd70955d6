import Core

/// A tree of fields on its way to Odoo and back.
extension ResolvedTree {
  /// What to read at this level, under Odoo's names: what was asked for, and the currencies of amounts.
  var names: [String] {
    var names = ["display_name"]
    for node in nodes {
      guard let name = node.actual, !Self.always.contains(name) else { continue }
      names.append(name)
      if node.info?.type == "monetary", let currency = node.info?.currencyField { names.append(currency) }
    }
    return names.reduce(into: []) { unique, name in if !unique.contains(name) { unique.append(name) } }
  }

  /// The tree as `web_read` takes it.
  var specification: JSON {
    let branches = Dictionary(
      nodes.compactMap { node in node.actual.flatMap { name in node.below.map { (name, $0) } } },
      uniquingKeysWith: { first, _ in first }
    )
    return .record(
      names.map { name in (name, branches[name].map { .record([("fields", $0.specification)]) } ?? .record([])) }
    )
  }

  /// The currencies of all amounts in a row and below.
  func currencies(_ row: JSON) -> Set<Int> {
    var found: Set<Int> = []
    for node in nodes {
      guard let name = node.actual, let value = row[name] else { continue }
      if let currency = currency(of: node, row) { found.insert(currency) }
      if let below = node.below { for child in Self.rows(value) { found.formUnion(below.currencies(child)) } }
    }
    return found
  }

  /// A row as Odoo gave it as the document that was asked for; `currencies` has the digits after the point.
  func document(_ row: JSON, _ currencies: [Int: Int]) -> JSON {
    let name = row["display_name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    var members: [(String, JSON?)] = [("id", row["id"]), ("display_name", JSON(name))]
    for node in nodes where !Self.always.contains(node.asked) {
      members.append((node.asked, value(of: node, row, currencies)))
    }
    return .record(members)
  }

  private func value(of node: Node, _ row: JSON, _ currencies: [Int: Int]) -> JSON {
    guard let name = node.actual, let info = node.info, let value = row[name] else { return .null }
    guard let below = node.below else {
      let digits = info.type == "monetary" ? currency(of: node, row).flatMap { currencies[$0] } : info.digits
      return RemoteValue.document(value, info, digits: digits)
    }
    let children = Self.rows(value).map { below.document($0, currencies) }
    return info.isList ? .array(children) : children.first ?? .null
  }

  private func currency(of node: Node, _ row: JSON) -> Int? {
    guard node.info?.type == "monetary", let field = node.info?.currencyField else { return nil }
    return row[field].flatMap(RemoteValue.recordID)
  }

  /// The rows that a relation leads to: several, one or none.
  private static func rows(_ value: JSON) -> [JSON] { value.arrayValue ?? (value.objectValue == nil ? [] : [value]) }
}
