import Core
import Foundation

/// A search domain in Odoo's prefix notation: `["|", ["state", "=", "draft"], ["partner_id.ref", "!=", false]]`.
struct OdooDomain {
  let records: OdooRecords

  /// The ids that match, by id.
  func search(_ model: String, _ domain: [JSON]) throws(ServedError) -> [Int] {
    var found: [Int] = []
    for id in records.ids(model) where try matches(model, id, domain) { found.append(id) }
    return found
  }

  private func matches(_ model: String, _ id: Int, _ domain: [JSON]) throws(ServedError) -> Bool {
    var rest = domain[...]
    var all = true
    while !rest.isEmpty { all = try operand(model, id, &rest) && all }
    return all
  }

  private func operand(_ model: String, _ id: Int, _ rest: inout ArraySlice<JSON>) throws(ServedError) -> Bool {
    guard let first = rest.popFirst() else { throw .invalid("The domain ends too early.") }
    switch first {
    case "!": return try !operand(model, id, &rest)
    case "&", "|":
      let left = try operand(model, id, &rest)
      let right = try operand(model, id, &rest)
      return first == "&" ? left && right : left || right
    default: return try leaf(model, id, first)
    }
  }

  private func leaf(_ model: String, _ id: Int, _ leaf: JSON) throws(ServedError) -> Bool {
    guard let path = leaf[0]?.stringValue, let sign = leaf[1]?.stringValue, let wanted = leaf[2] else {
      throw .invalid("A leaf of a domain is [field, operator, value].")
    }
    let value = try value(model, id, path.split(separator: ".").map(String.init))
    switch sign {
    case "=": return equal(value, wanted)
    case "!=": return !equal(value, wanted)
    // Companies have no branches here, and plans none below them: each is its own only parent and child.
    case "in", "parent_of", "child_of": return (wanted.arrayValue ?? []).contains { holds(value, $0) }
    case "not in": return !(wanted.arrayValue ?? []).contains { holds(value, $0) }
    case "<": return order(value, wanted).map { $0 < 0 } ?? false
    case "<=": return order(value, wanted).map { $0 <= 0 } ?? false
    case ">": return order(value, wanted).map { $0 > 0 } ?? false
    case ">=": return order(value, wanted).map { $0 >= 0 } ?? false
    case "ilike": return value.stringValue?.lowercased().contains(wanted.stringValue?.lowercased() ?? "") ?? false
    case "=ilike":
      let pattern = (wanted.stringValue ?? "").lowercased()
      return value.stringValue.map { OdooPattern(pattern).matches($0.lowercased()) } ?? false
    default: throw .invalid("The operator \(sign) is unknown here.")
    }
  }

  private func value(_ model: String, _ id: Int, _ path: [String]) throws(ServedError) -> JSON {
    if path == ["id"] { return .int(id) }
    guard let name = path.first, let field = records.schema.field(model, name) else {
      throw .invalid("\(model) has no field \(path.first ?? "").")
    }
    let value = records.value(model, id, name) ?? .null
    guard path.count > 1 else { return value }
    guard let relation = field.relation else { throw .invalid("\(model) has no relation \(name).") }
    guard let child = value.intValue else { return .null }
    return try self.value(relation, child, Array(path.dropFirst()))
  }

  /// `false` stands for empty, as in Odoo.
  private func equal(_ value: JSON, _ wanted: JSON) -> Bool {
    if wanted == false || wanted.isNull { return value.isNull || value == false || value == [] }
    if let left = value.decimalValue, let right = wanted.decimalValue { return left == right }
    return value == wanted
  }

  /// A list holds what one of its rows is.
  private func holds(_ value: JSON, _ wanted: JSON) -> Bool {
    guard let ids = value.arrayValue, !ids.isEmpty else { return equal(value, wanted) }
    return ids.contains(wanted)
  }

  private func order(_ value: JSON, _ wanted: JSON) -> Int? {
    if let left = value.decimalValue, let right = wanted.decimalValue {
      return left == right ? 0 : left < right ? -1 : 1
    }
    guard let left = value.stringValue, let right = wanted.stringValue else { return nil }
    return left == right ? 0 : left < right ? -1 : 1
  }
}
