package import Core

extension Issue {
  package var json: JSON {
    .record([
      ("code", .string(code)), ("severity", .string(severity.rawValue)), ("model", JSON(model)),
      ("record", JSON(record)), ("record_name", JSON(recordName)), ("field", JSON(field)), ("label", JSON(label)),
      ("value", JSON(value)), ("path", JSON(path)), ("message", .string(message)), ("repair", JSON(repair)),
      ("params", .record(params.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ("probe", probe?.json ?? .null),
    ])
  }
}

extension Issue.Probe {
  var json: JSON {
    switch self {
    case .field(let model, let record, let field):
      .record([("model", .string(model)), ("record", .int(record)), ("field", .string(field))])
    case .domain(let model, let domain):
      .record([("model", .string(model)), ("domain", domain)])
    }
  }
}

extension Failure {
  /// The `failure` member of outcomes and entries.
  package var json: JSON {
    .record([
      ("kind", .string(kind.rawValue)), ("code", .string(code)), ("message", .string(message)), ("hint", JSON(hint)),
      ("status", JSON(status)), ("url", JSON(url)),
    ])
  }
}
