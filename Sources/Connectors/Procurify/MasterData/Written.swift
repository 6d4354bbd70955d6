import Core
import Engine
import Odoo

/// What we wrote last into the fields of a record, so that what people changed since is told from what they left.
///
/// Source: reference 7.1: fields that a person changed after the last run are kept unless the connector overwrites. Of each
/// field two fingerprints are kept: of what Procurify said, and of what Odoo made of it. They stand with the record's
/// links, as the id of a kind of their own: `44@name:1f0a9c3e5b7d2846,street:…`.
struct Written {
  private let owner: String
  private var prints: [String: (said: String, stood: String)] = [:]

  /// - Parameters:
  ///   - owner: Procurify's id of the record; another one's fingerprints mean nothing.
  ///   - kept: as it was kept; nil for a record that we never wrote.
  init(_ owner: String, _ kept: String?) {
    self.owner = owner
    guard let kept, kept.hasPrefix(owner + "@") else { return }
    for part in kept.dropFirst(owner.count + 1).split(separator: ",") {
      let pair = part.split(separator: ":")
      guard pair.count == 2, pair[1].count == 16 else { continue }
      prints[String(pair[0])] = (String(pair[1].prefix(8)), String(pair[1].suffix(8)))
    }
  }

  /// Whether that is what Procurify said last.
  func said(_ field: String, _ value: JSON) -> Bool { prints[field]?.said == Self.print(value) }

  var kept: String {
    let parts = prints.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.said)\($0.value.stood)" }
    return owner + "@" + parts.joined(separator: ",")
  }

  /// What is to be done with one field.
  enum Step: Equatable {
    case write, leave
    /// Procurify changed it, and so did somebody in Odoo.
    case keep
  }

  /// - Parameters:
  ///   - field: of Odoo.
  ///   - value: that Procurify calls for; null for none.
  ///   - current: as Odoo has it.
  ///   - overwrites: setting `overwrite`.
  /// - Returns: what to do; a field that we never wrote is filled while it is empty.
  func step(_ field: String, _ value: JSON, _ current: JSON, overwrites: Bool) -> Step {
    guard let print = prints[field] else {
      if Self.isEmpty(value) || Self.same(value, current) { return .leave }
      return Self.isEmpty(current) || overwrites ? .write : .leave
    }
    let isChanged = print.stood != Self.print(current)
    guard print.said != Self.print(value) else { return overwrites && isChanged ? .write : .leave }
    return !isChanged || overwrites ? .write : .keep
  }

  /// Notes what Procurify said and what now stands in Odoo, of fields that are ours.
  mutating func note(_ values: [(field: String, value: JSON)], _ record: JSON, kept: Set<String>) {
    for (field, value) in values where !kept.contains(field) {
      prints[field] = (Self.print(value), Self.print(record[field] ?? .null))
    }
  }

  /// Notes what Procurify said of a field alone; whatever Odoo has of it stays somebody else's.
  mutating func see(_ field: String, _ value: JSON) {
    prints[field] = (Self.print(value), prints[field]?.stood ?? "00000000")
  }

  private static func isEmpty(_ value: JSON) -> Bool {
    value.isNull || value == "" || value.arrayValue?.isEmpty == true
  }

  /// Whether Odoo has what Procurify says.
  static func same(_ value: JSON, _ current: JSON) -> Bool { plain(value) == plain(current) }

  /// A relation is its id, whether it came as an id or as an object.
  private static func plain(_ value: JSON) -> String {
    value.isNull ? "" : value["id"]?.text ?? value.stringValue ?? value.text
  }

  private static func print(_ value: JSON) -> String { String(sha256(Array(plain(value).utf8)).prefix(8)) }
}
