import Core
import Foundation

extension JSON {
  /// An id, number or other short text of Procurify without the blanks around it; nil where nothing is left.
  var documentID: String? {
    if let number = intValue { return String(number) }
    guard let text = stringValue?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else { return nil }
    return text
  }

  /// The id behind a relation of Odoo, whether it came as an id or as an object.
  var recordID: Int? { intValue ?? self["id"]?.intValue }

  /// What people call a record that the gateway read.
  var recordName: String { self["display_name"]?.stringValue ?? "\(self["id"]?.intValue ?? 0)" }

  /// The ids behind an x2many of Odoo.
  var recordIDs: [Int] { (arrayValue ?? []).compactMap(\.recordID) }

  /// A number that can be counted with; nil for what is none.
  var amount: Decimal? {
    guard let value = decimalValue, value.isFinite, value.magnitude < 1_000_000_000_000 else { return nil }
    return value
  }
}

extension Failure {
  /// Odoo answered a create without an id.
  static func nothingMade(_ title: String) -> Failure {
    Failure(
      .protocol,
      "odoo.invalid",
      "Odoo did not say what it made of \(title).",
      hint: "Upgrade the addon `sidecar` in Odoo."
    )
  }
}
