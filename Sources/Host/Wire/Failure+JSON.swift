package import Core

extension Failure {
  /// The `failure` member of outcomes and entries.
  package var json: JSON {
    .record([
      ("kind", .string(kind.rawValue)), ("code", .string(code)), ("message", .string(message)), ("hint", JSON(hint)),
      ("status", JSON(status)), ("url", JSON(url)),
    ])
  }
}
