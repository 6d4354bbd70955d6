import Core
import Foundation

/// Odoo's values as they come over HTTP ↔ the values of a document: decimals as text, times in UTC, empty as null.
///
/// The same rules as `odoo_addon/sidecar/values.py`.
enum RemoteValue {
  /// The value of a field that has no fields of its own in the tree; `digits` are those after the point of a decimal,
  /// nil for as many as it has.
  static func document(_ value: JSON, _ info: FieldInfo, digits: Int?) -> JSON {
    switch info.type {
    case "float", "monetary": .string(decimal(value.decimalValue ?? 0, digits))
    case "many2one": JSON(recordID(value))
    case "one2many", "many2many": .array((value.arrayValue ?? []).compactMap(recordID).map(JSON.int))
    case "boolean": .bool(value.boolValue ?? false)
    // A reference to nothing is 0 as well.
    case "integer", "many2one_reference": .int(value.intValue ?? 0)
    case "datetime": JSON(value.stringValue.map(time))
    default: value == false || value == "" ? .null : inside(value)
    }
  }

  /// What stands inside a JSON field or an answer: false stays false, and a fraction is text.
  static func inside(_ value: JSON) -> JSON {
    switch value {
    case .decimal(let number): .string(number.shortest)
    case .array(let items): .array(items.map(inside))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, inside($0.value)) }))
    case .null, .bool, .int, .string: value
    }
  }

  /// A many2one as an id, as `[id, name]` or as the record it was read with.
  static func recordID(_ value: JSON) -> Int? { value.intValue ?? value[0]?.intValue ?? value["id"]?.intValue }

  private static func decimal(_ number: Decimal, _ digits: Int?) -> String {
    (digits.map { number.rounded($0) } ?? number).shortest
  }

  /// `2026-03-29 01:59:59` → `2026-03-29T01:59:59Z`
  private static func time(_ text: String) -> String { text.replacing(" ", with: "T", maxReplacements: 1) + "Z" }

  // MARK: To Odoo

  /// A value for `write`, or for a row in an x2many.
  ///
  /// - Throws: `odoo.invalid` when the text is no number or time.
  static func odoo(_ value: JSON, _ info: FieldInfo, _ name: String) throws(Failure) -> JSON {
    if value.isNull { return false }
    if info.isDecimal {
      guard let number = value.decimalValue else { throw .noValue(value, name) }
      return .number(number)
    }
    guard info.type == "datetime" else { return value }
    guard let moment = value.stringValue.flatMap(moment) else { throw .noValue(value, name) }
    // Whole seconds, and no fraction: `2026-03-29T01:59:59.120Z` is `2026-03-29 01:59:59`.
    return .string(String(moment.text.prefix(19)).replacing("T", with: " "))
  }

  /// A time without a zone is UTC, as in Odoo.
  private static func moment(_ text: String) -> Timestamp? {
    Timestamp(text: text) ?? Timestamp(text: text.replacing(" ", with: "T", maxReplacements: 1) + "Z")
  }

  /// The same as `load` takes it: everything is text, and nothing is the empty text.
  static func cell(_ value: JSON, _ info: FieldInfo, _ name: String) throws(Failure) -> JSON {
    if info.type == "json", !value.isNull { return .string(value.text) }
    switch try odoo(value, info, name) {
    case .null: return ""
    case .bool(let flag): return info.type == "boolean" ? (flag ? "1" : "0") : ""
    case .int(let number): return .string(String(number))
    case .decimal(let number): return .string(number.shortest)
    case .string(let text): return .string(text)
    case .array(let items) where info.type == "many2many":
      return .string(items.compactMap(\.intValue).map(String.init).joined(separator: ","))
    case .array(let items): return .string(JSON.array(items).text)
    case .object(let object): return .string(JSON.object(object).text)
    }
  }
}

extension Failure {
  fileprivate static func noValue(_ value: JSON, _ field: String) -> Failure {
    Failure(.protocol, "odoo.invalid", "\(value.text) is no value for \(field).")
  }
}
