import Core
import Engine

extension Rehearsal {
  /// The answer to a dry run, beside what the answer to a real one has.
  var json: JSON {
    .record([
      ("created", .int(count(.created))), ("changed", .int(count(.changed))), ("unchanged", .int(count(.unchanged))),
      ("held", .int(count(.held))), ("cut", .bool(isCut)), ("documents", .array(documents.map(\.json))),
    ])
  }
}

extension Rehearsal.Document {
  fileprivate var json: JSON {
    .record([
      ("stream", .string(stream)), ("flow", .string(flow)), ("external_id", .string(externalID)),
      ("title", .string(title)), ("outcome", .string(deed.rawValue)), ("record", JSON(record)),
      ("record_name", JSON(recordName)), ("issues", .array(issues.map(\.json))),
    ])
  }
}
