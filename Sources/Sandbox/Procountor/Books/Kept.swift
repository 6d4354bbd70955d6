import Core

/// One thing that Procountor keeps, as the API shows it, with what it does not show.
struct Kept: Sendable, Equatable {
  let id: Int
  /// When it was made: `2026-03-02T09:30:00`, Europe/Helsinki.
  let created: String
  var body: JSON
  /// What some answers are made of but no answer shows as it is.
  var hidden: JSON = .object(JSONObject())

  var version: String { body["version"]?.stringValue ?? created }
}
