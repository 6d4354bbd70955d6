/// Row locks: a click waits until whoever holds one of its rows has committed or rolled back.
actor OdooLocks {
  private var held: Set<OdooRecords.Key> = []
  private var waiting: [(keys: Set<OdooRecords.Key>, continuation: CheckedContinuation<Void, Never>)] = []

  func acquire(_ keys: Set<OdooRecords.Key>) async {
    guard !held.isDisjoint(with: keys) else {
      held.formUnion(keys)
      return
    }
    await withCheckedContinuation { waiting.append((keys, $0)) }
  }

  /// Gives the rows back and lets the first go on for whom all rows are free now.
  func release(_ keys: Set<OdooRecords.Key>) {
    held.subtract(keys)
    while let index = waiting.firstIndex(where: { held.isDisjoint(with: $0.keys) }) {
      let next = waiting.remove(at: index)
      held.formUnion(next.keys)
      next.continuation.resume()
    }
  }
}
