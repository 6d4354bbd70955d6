import Core
import Engine
import Storage

/// `mark/set`: says from where one of a partner's lists is read next time; what came in before is known and comes in
/// once only.
enum MarkSet {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.database()
    let connection = try await call.connection(of: database)
    let stream = try call.text("stream")
    let store = call.host.environment.store
    let known = try await store.mark(database: database, connection: connection.key, stream: stream)
    guard known != nil || streams(of: connection, call).contains(stream) else { throw .noStream(stream) }
    guard let value = try await value(call, known) else {
      let isGone = try await store.removeMark(database: database, connection: connection.key, stream: stream)
      return .record([("mark", .null), ("changed", .bool(isGone))])
    }
    let mark = MarkRow(
      database: database,
      connection: connection.key,
      stream: stream,
      value: value,
      at: call.host.environment.time.now()
    )
    try await store.keep(mark)
    return .record([("mark", mark.json), ("changed", .bool(known?.value != value))])
  }

  private static func streams(of connection: ConnectionRow, _ call: Call) -> [String] {
    call.host.environment.connector(connection.content["connector"]?.stringValue ?? "")?.streams.map(\.stream) ?? []
  }

  /// The mark as it shall be; nil to read the list from its beginning.
  private static func value(_ call: Call, _ known: MarkRow?) async throws(Failure) -> String? {
    let given = try call.optionalText("value")
    guard let member = try call.optionalText("member") else {
      if let given, let known, known.members != nil { try check(given, known) }
      return given
    }
    guard let members = known?.members else {
      throw Failure(
        .data,
        "mark.no_member",
        "The mark \(known?.stream ?? "") has no member \(member).",
        hint: "Set it as a whole, see `odoo-sidecar mark list`."
      )
    }
    guard members[member] != nil else {
      let names = members.objectValue?.keys.joined(separator: ", ") ?? ""
      throw Failure(.data, "mark.no_member", "The mark has no member \(member).", hint: "It has \(names).")
    }
    return members.with(member, given.map { typed($0, like: members[member]) } ?? .null).text
  }

  /// A number stays a number, as whoever wrote the mark reads it.
  private static func typed(_ text: String, like before: JSON?) -> JSON {
    before?.intValue != nil ? Int(text).map(JSON.int) ?? .string(text) : .string(text)
  }

  /// A mark of several members cannot become a word: its stream could not read it.
  private static func check(_ given: String, _ known: MarkRow) throws(Failure) {
    if let parsed = try? JSON(parsing: given), case .object = parsed { return }
    throw Failure(
      .data,
      "mark.shape",
      "The mark \(known.stream) holds several members and cannot be `\(given)`.",
      hint: "Set one of them with --member, or the whole as \(known.value)."
    )
  }
}

extension Failure {
  fileprivate static func noStream(_ stream: String) -> Failure {
    Failure(.data, "stream.unknown", "There is no stream \(stream).", hint: "See `odoo-sidecar mark list`.")
  }
}
