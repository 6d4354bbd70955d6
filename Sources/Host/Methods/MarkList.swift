import Core
import Engine
import Storage

/// `mark/list`: how far each of the partners' lists is known.
enum MarkList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.database()
    let connection = try await call.chosenConnection(of: database)
    let marks = try await call.host.environment.store.marks(database: database, connection: connection)
    return .record([("marks", .array(marks.map(\.json)))])
  }
}

extension MarkRow {
  var json: JSON {
    .record([
      ("connection", .string(connection)), ("stream", .string(stream)), ("value", .string(value)),
      ("members", members ?? .null), ("at", .string(at.text)),
    ])
  }

  /// The members of a mark that holds several, for example a time and a day; nil for one that is plain text.
  var members: JSON? {
    guard let parsed = try? JSON(parsing: value), case .object = parsed else { return nil }
    return parsed
  }
}
