import Core

extension JSON {
  /// What people call a record that the gateway read.
  var name: String { self["display_name"]?.stringValue ?? "\(self["id"]?.intValue ?? 0)" }
}

extension JSON {
  /// The value; nil for null. (A bare `nil` where a JSON is meant is null again.)
  var filled: JSON? { isNull ? JSON?.none : JSON?.some(self) }
}

extension JSONObject {
  /// The object with one member changed or added.
  func setting(_ key: String, to value: JSON) -> JSONObject {
    var object = self
    object[key] = value
    return object
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
}
