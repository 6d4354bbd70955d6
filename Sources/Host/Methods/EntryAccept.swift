import Core
import Engine
import Storage

/// `entry/accept`: what a person decided about rows of a partner's master data.
enum EntryAccept {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    try call.refuseCopy()
    let database = try await call.database()
    guard let rows = call.params["entries"]?.arrayValue else { throw .parameter("entries", "a list of decisions") }
    var decisions: [(id: Int64, decision: Decision?)] = []
    for row in rows { decisions.append(try decision(row)) }
    let user = call.session.identity?.user
    var answers: [JSON] = []
    for (id, decision) in decisions {
      let accepted = try await call.host.ledger.accept(id, database: database, decision, user: user)
      answers.append(answer(id, accepted))
    }
    return .record([("entries", .array(answers))])
  }

  private static func decision(_ row: JSON) throws(Failure) -> (id: Int64, decision: Decision?) {
    guard let id = row["id"]?.intValue, let name = row["action"]?.stringValue else {
      throw .parameter("entries", "a list of objects with id and action")
    }
    guard name != Match.Action.nothing.rawValue else { return (Int64(id), nil) }
    guard let action = Decision.Action(rawValue: name) else {
      throw .parameter("action", "nothing, update or add")
    }
    let record = row["record"]?.intValue
    guard action == .add || record != nil else { throw .parameter("record", "the record to update") }
    let values = row["values"].flatMap { $0.isNull ? nil : $0 } ?? .object(JSONObject())
    return (Int64(id), Decision(action, record: action == .update ? record : nil, values: values))
  }

  private static func answer(_ id: Int64, _ accepted: Ledger.Accepted) -> JSON {
    let (entry, isTaken): (Entry?, Bool) =
      switch accepted {
      case .accepted(let entry), .open(let entry): (entry, true)
      case .refused(let entry): (entry, false)
      case .unknown: (nil, false)
      }
    return .record([
      ("id", .int(Int(id))), ("accepted", .bool(isTaken)), ("state", JSON(entry?.state.rawValue)),
      ("flow", JSON(entry?.subject.flow)), ("unit", JSON(entry.map { "\(Schedule.applyPrefix)\($0.id)" })),
    ])
  }
}
