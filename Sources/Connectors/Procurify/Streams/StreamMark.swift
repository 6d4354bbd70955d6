import Core

/// How far the lists of one stream are known: the newest stamp of each, and what else the next run must know.
///
///     {"last_modified": "2026-03-03T14:20:11.000Z", "po_created_date": "2026-03-02T09:00:00.000Z"}
struct StreamMark: Sendable, Equatable {
  private static let pageSize = "page_size"
  private var members: JSONObject

  /// - Parameter text: as it was kept; what is no mark of ours is as good as none.
  init(_ text: String?) {
    members = text.flatMap { try? JSON(parsing: $0) }?.objectValue ?? JSONObject()
  }

  subscript(stamp: String) -> Timestamp? {
    get { Moment.of(members[stamp]) }
    set { members[stamp] = newValue.map { .string($0.text) } }
  }

  func number(_ name: String) -> Int? { members[name]?.intValue }

  mutating func set(_ name: String, _ number: Int) { members[name] = .int(number) }

  /// `25 of 50`, while lists are asked for in smaller pages than the settings say.
  var halved: String? {
    get { members[Self.pageSize]?.stringValue }
    set { members[Self.pageSize] = newValue.map(JSON.string) }
  }

  /// Nil where there is nothing to say.
  var text: String? { members.members.isEmpty ? nil : JSON.object(members).text }
}
