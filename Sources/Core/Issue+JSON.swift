extension Issue {
  /// The issue as it stands on the wire (`protocol/specification.md`, section 4): every member, null where empty;
  /// `missing` only where something is.
  package var json: JSON {
    let found: [(String, JSON?)] = [
      ("code", .string(code)),
      ("severity", .string(severity.rawValue)),
      ("model", JSON(model)),
      ("record", JSON(record)),
      ("record_name", JSON(recordName)),
      ("field", JSON(field)),
      ("label", JSON(label)),
      ("value", JSON(value)),
      ("path", JSON(path)),
      ("message", .string(message)),
      ("repair", JSON(repair)),
      ("params", .object(JSONObject(params.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))),
      ("probe", probe?.json ?? .null),
    ]
    return .record(found + (missing.map { [("missing", $0.json)] } ?? []))
  }
}

extension Issue.Missing {
  package var json: JSON {
    .record([
      ("kind", .string(kind)), ("external_id", .string(externalID)), ("name", .string(name)), ("model", .string(model)),
    ])
  }
}

extension Issue.Probe {
  package var json: JSON {
    switch self {
    case .field(let model, let record, let field):
      .record([("model", .string(model)), ("record", .int(record)), ("field", .string(field))])
    case .domain(let model, let domain):
      .record([("model", .string(model)), ("domain", domain)])
    }
  }
}
