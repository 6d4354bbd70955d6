package import Foundation

/// A JSON value that loses nothing: numbers are exact, members keep their order.
///
/// Foundation's decoder goes through `Double` or forgets the order of members; a payload must be the same bytes every
/// time and a price must stay what Odoo said (`contrib/decisions/0001-own-json-value.md`).
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case decimal(Decimal)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

/// The members of a JSON object in the order they were written.
///
/// Two objects are equal when they hold the same members, whatever the order. A member set twice keeps its first place
/// and its last value.
package struct JSONObject: Sendable {
  package private(set) var members: [(key: String, value: JSON)]

  package init(_ members: [(key: String, value: JSON)] = []) {
    self.members = members
  }

  package subscript(key: String) -> JSON? {
    get { members.first { $0.key == key }?.value }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append((key, value))
      case (nil, nil): break
      }
    }
  }

  package var keys: [String] { members.map(\.key) }
  package var isEmpty: Bool { members.isEmpty }
}

extension JSONObject: Equatable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSON {
  package subscript(key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  package subscript(index: Int) -> JSON? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  package var stringValue: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var intValue: Int? {
    guard case .int(let number) = self else { return nil }
    return number
  }

  package var boolValue: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// The number, whether it stands as a number or, as on our wire, as a decimal string.
  package var decimalValue: Decimal? {
    switch self {
    case .int(let number): Decimal(number)
    case .decimal(let number): number
    case .string(let text): Decimal(exactly: text)
    default: nil
    }
  }

  package var arrayValue: [JSON]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  package var objectValue: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  package var isNull: Bool { self == .null }

  /// An object in the given order; nil values are left out.
  package static func record(_ members: [(String, JSON?)]) -> JSON {
    .object(JSONObject(members.compactMap { key, value in value.map { (key, $0) } }))
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
  }
  package init(nilLiteral: ()) { self = .null }

  /// Text, or null where there is none.
  package init(_ text: String?) { self = text.map(JSON.string) ?? .null }
  package init(_ number: Int?) { self = number.map(JSON.int) ?? .null }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements.map { (key: $0.0, value: $0.1) }) }
}
