import Core

/// A failure as a job keeps it.
extension Failure {
  init?(kept json: JSON) {
    guard let kind = json["kind"]?.stringValue.flatMap(Kind.init) else { return nil }
    self.init(kind, json["code"]?.stringValue ?? "", json["message"]?.stringValue ?? "")
    hint = json["hint"]?.stringValue
    status = json["status"]?.intValue
  }

  var kept: JSON {
    .record([
      ("kind", .string(kind.rawValue)), ("code", .string(code)), ("message", .string(message)),
      ("hint", JSON(hint)), ("status", JSON(status)),
    ])
  }

  /// True for what passes by itself.
  var passes: Bool { kind == .transport || isWeather }
}
