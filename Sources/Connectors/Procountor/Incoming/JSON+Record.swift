import Core
import Foundation

extension JSON {
  /// What people call a record that the gateway read.
  var name: String { self["display_name"]?.stringValue ?? "\(self["id"]?.intValue ?? 0)" }

  /// The id behind a relation, whether it came as an id or as an object.
  var relation: Int? { intValue ?? self["id"]?.intValue }

  /// Text without the blanks around it; nil where nothing is left, and for what is no text.
  var words: String? {
    guard let text = stringValue?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else { return nil }
    return text
  }

  /// An id of Procountor as the text under which it is kept.
  var externalID: String? { intValue.map(String.init) ?? words }

  /// The object with these members alone, in this order; what is null or missing is left out.
  func only(_ names: String...) -> JSON {
    .record(names.map { name in (name, self[name].flatMap { $0.isNull ? JSON?.none : $0 }) })
  }
}

extension Failure {
  /// Odoo answered a create without an id.
  static func notCreated(_ title: String) -> Failure {
    Failure(
      .protocol,
      "odoo.invalid",
      "Odoo did not say what it made of \(title).",
      hint: "Upgrade the addon `sidecar` in Odoo."
    )
  }

  /// Everything that is to mend before a document of Procountor can be taken over.
  static func incomplete(_ title: String, _ issues: [Issue]) -> Failure {
    Failure(
      .data,
      "arrival.incomplete",
      "\(title) cannot be taken over as it is.",
      issues: issues,
      hint: "Mend what is named; it is tried again by itself."
    )
  }

  static func noJournal(_ label: String, _ settings: String) -> Failure {
    Failure(
      .configuration,
      "setting.missing",
      "The connector \(settings) has no \(label).",
      hint: "Choose the \(label) on the connector and save."
    )
  }
}
