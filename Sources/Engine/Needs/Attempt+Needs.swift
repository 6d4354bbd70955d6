import Core
import Storage

/// What must be known before the first byte of a document leaves.
extension Attempt {
  /// The entry with the ids of what it needs in its bytes on disk; nil while it must wait for them.
  func supplied(_ entry: Entry) async throws(Failure) -> Entry? {
    guard entry.needs.contains(where: \.isOpen) else { return entry }
    var steps = try await environment.store.steps(of: entry.id)
    guard let first = steps.first, first.state != .done else { return entry }
    var needs = entry.needs
    for index in needs.indices where needs[index].isOpen {
      guard let id = needs[index].entry, let needed = try await environment.store.entry(id) else { continue }
      guard case .known(let externalID) = NeedAnswer(needed) else {
        _ = try await ledger.follow(entry.id, needed)
        return nil
      }
      needs[index].externalID = externalID
    }
    steps[0].body = try needs.filling(first.body)
    steps[0].hash = sha256(steps[0].body)
    var filled = entry
    filled.needs = needs
    filled.waitsFor = nil
    KillPoint.reach("needs.known")
    let written = try await environment.store.change(filled, steps: steps)
    KillPoint.reach("needs.filled")
    return written
  }
}
