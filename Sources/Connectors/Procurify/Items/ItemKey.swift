import Core
import Engine
import Foundation

/// What an item of Procurify is known by: the catalogue, a stock number, a number, or in the end its own words.
///
/// Source: reference 7.2: `catalog_item` → `sku` → `num` → hash of vendor and normalised name. Its text is the id of the
/// links of kind `procurify.item`; of `about` it is what follows `item-`.
struct ItemKey: Hashable, Sendable {
  /// `c17` (catalogue), `sTW-10` (stock number), `nTW-10` (number), `h` and 16 digits (words).
  let text: String
  /// Described in words only.
  let isFreeText: Bool

  /// Nil for an item without so much as a name.
  ///
  /// - Parameter item: an order item, flat (relations are ids) or nested (they are objects).
  init?(orderItem item: JSON) {
    if let id = Self.text(item["catalog_item"]?["id"] ?? item["catalog_item"]) {
      (text, isFreeText) = ("c" + id, false)
    } else if let sku = Self.text(item["sku"]) {
      (text, isFreeText) = ("s" + sku, false)
    } else if let number = Self.text(item["num"]) {
      (text, isFreeText) = ("n" + number, false)
    } else {
      guard let name = Self.text(item["name"]) else { return nil }
      let vendor = Self.text(item["pref_vendor"]?["id"] ?? item["pref_vendor"]) ?? ""
      text = "h" + sha256(Array("\(vendor)|\(Self.normalized(name))".utf8)).prefix(16)
      isFreeText = true
    }
  }

  /// - Parameter item: an item of the catalogue.
  init?(catalogItem item: JSON) {
    guard let id = Self.text(item["id"]) else { return nil }
    (text, isFreeText) = ("c" + id, false)
  }

  /// In small letters, with single blanks.
  static func normalized(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func text(_ value: JSON?) -> String? {
    if let number = value?.intValue { return String(number) }
    guard let text = value?.stringValue?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else {
      return nil
    }
    return text
  }
}
