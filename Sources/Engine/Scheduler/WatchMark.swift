import Core

/// How far the changes of a model are known: until when, and which ones of the time that is looked at again.
///
/// As a mark it reads `{"until": "2026-03-02T09:15:00.000Z", "seen": {"44": "9f2c41d7a80b1e55"}}`.
struct WatchMark: Sendable, Equatable {
  private(set) var until: Timestamp?
  /// What was read of a record, by its id.
  private(set) var seen: [Int: String] = [:]

  init(until: Timestamp? = nil) { self.until = until }

  init?(_ text: String) {
    guard let json = try? JSON(parsing: text), let until = json["until"]?.stringValue.flatMap(Timestamp.init) else {
      return nil
    }
    self.until = until
    for (id, look) in json["seen"]?.objectValue?.members ?? [] {
      if let id = Int(id) { seen[id] = look.stringValue }
    }
  }

  mutating func see(_ id: Int, _ look: String) { seen[id] = look }

  /// Where the next look begins; a clock that was put back meanwhile leaves nothing out.
  func start(since moment: Timestamp?, end: Timestamp) -> Timestamp {
    let known = [until, moment].compactMap(\.self).max() ?? Timestamp(milliseconds: 0)
    guard known > Timestamp(milliseconds: 0) else { return known }
    return (min(known, end) + .seconds(-ChangedRecords.overlap.components.seconds)).wholeSeconds
  }

  /// True once it is worth writing although nothing changed: what is looked at again grows with its age.
  func isOlder(than mark: WatchMark) -> Bool {
    guard let until, let other = mark.until else { return true }
    return until > other || other - until >= ChangedRecords.overlap / 3
  }

  var text: String {
    let looks = seen.sorted { $0.key < $1.key }.map { (String($0.key), JSON.string($0.value)) }
    return JSON.record([("until", until.map { .string($0.text) }), ("seen", .record(looks))]).text
  }
}
