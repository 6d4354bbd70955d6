package import Core
package import Engine
package import Storage

extension Timestamp {
  /// A moment, or null.
  static func json(_ moment: Timestamp?) -> JSON { JSON(moment?.text) }
}

extension Entry {
  package var json: JSON {
    .record(identity + standing + history)
  }

  private var identity: [(String, JSON?)] {
    [
      ("id", .int(Int(id))), ("seq", .int(Int(seq))), ("database", .int(Int(subject.database))),
      ("flow", .string(subject.flow)), ("connection", .string(subject.connection)),
      ("company_id", .int(subject.company)), ("model", .string(subject.model)), ("record", .int(subject.record)),
      ("record_name", .string(recordName)), ("revision", .int(revision)),
      ("direction", .string(subject.arrival == nil ? "out" : "in")), ("report", JSON(report?.rawValue)),
    ]
  }

  private var standing: [(String, JSON?)] {
    [
      ("state", .string(state.rawValue)), ("in_doubt", .bool(inDoubtSince != nil)), ("status", .string(status)),
      ("cause", JSON(cause)), ("cause_text", JSON(causeText)), ("issues", .array(issues.map(\.json))),
      ("failure", failure?.json ?? .null), ("external_id", JSON(externalID)), ("number", JSON(number)),
      ("url", JSON(failure?.url)), ("waits_for", JSON(waitsFor.map { Int($0) })),
    ]
  }

  private var history: [(String, JSON?)] {
    [
      ("attempts", .int(attempts)), ("next_attempt_at", Timestamp.json(nextAttemptAt)),
      ("created_at", .string(createdAt.text)), ("updated_at", .string(updatedAt.text)),
      ("sent_at", Timestamp.json(sentAt)), ("settled_at", Timestamp.json(settledAt)), ("user_id", JSON(user)),
      ("correlation_id", .string(correlation)),
    ]
  }
}

extension Outcome {
  package var json: JSON {
    var members: [(String, JSON?)] = [
      ("model", .string(model)), ("record", .int(record)), ("record_name", .string(recordName)),
      ("entry", JSON(entry.map { Int($0.id) })), ("status", .string(status.rawValue)),
      ("state", JSON(entry?.state.rawValue)), ("external_id", JSON(entry?.externalID)),
      ("number", JSON(entry?.number)), ("at", Timestamp.json(entry?.sentAt)), ("changed", .bool(changed)),
      ("next_attempt_at", Timestamp.json(entry?.nextAttemptAt)), ("issues", .array(issues.map(\.json))),
      ("failure", entry?.failure?.json ?? .null),
    ]
    if let facts = entry?.context["facts"] { members.append(("facts", facts)) }
    if !needed.isEmpty { members.append(("needed", .array(needed.map { .int(Int($0)) }))) }
    if status == .fetched { members.append(("arrivals", .array(arrivals.map(\.json)))) }
    return .record(members)
  }
}

extension Outcome.Pulled {
  fileprivate var json: JSON {
    .record([("entry", .int(Int(entry))), ("flow", .string(flow)), ("unit", .string(unit))])
  }
}

extension LogRow {
  /// Nil for what is about no single document.
  private var model: String? { subject.flatMap { $0.model.isEmpty ? nil : $0.model } }
  private var record: Int? { subject.flatMap { $0.record == 0 ? nil : $0.record } }

  package var json: JSON {
    let audited = audit.map { [("audit", Optional($0.json))] } ?? []
    return .record(
      audited + [
        ("id", .int(Int(id))), ("seq", .int(Int(id))), ("entry", JSON(entry.map { Int($0) })),
        ("level", .string(level.rawValue)), ("code", .string(code)), ("message", .string(message)),
        ("at", .string(at.text)), ("correlation_id", .string(correlation)), ("flow", JSON(subject?.flow)),
        ("connection", JSON(subject?.connection)), ("company_id", JSON(subject?.company)),
        ("model", JSON(model)), ("record", JSON(record)), ("record_name", JSON(recordName)),
        ("method", JSON(method)), ("url", JSON(url)), ("page", JSON(page)), ("status", JSON(status)),
        ("duration_ms", JSON(durationMilliseconds)), ("has_request", .bool(method != nil)),
        ("has_response", .bool(status != nil)),
      ]
    )
  }
}

extension LogRow.Audit {
  var json: JSON {
    .record([
      ("action", .string(action.rawValue)), ("source", .string(source)), ("target", JSON(target)),
      ("hash", .string(hash)), ("run", .string(run)), ("actor", .string(actor)),
    ])
  }
}

extension ExchangeHalf {
  var json: JSON {
    .record([
      ("headers", .array(headers.map { .array($0.map(JSON.string)) })), ("body", .string(body)),
      ("truncated", .bool(truncated)),
    ])
  }
}
