/// All of one kind, by number.
struct Drawer: Sendable {
  private(set) var byID: [Int: Kept] = [:]
  /// The numbers, rising.
  private(set) var ids: [Int] = []
  private(set) var next: Int

  init(_ shelf: Shelf) { next = shelf.firstID }

  mutating func put(_ kept: Kept) {
    if byID.updateValue(kept, forKey: kept.id) == nil { insert(kept.id) }
    next = max(next, kept.id + 1)
  }

  /// Numbers are never given twice, also not that of something that is gone.
  mutating func remove(_ id: Int) {
    guard byID.removeValue(forKey: id) != nil else { return }
    ids.removeAll { $0 == id }
  }

  private mutating func insert(_ id: Int) {
    if let last = ids.last, id < last {
      ids.insert(id, at: ids.firstIndex { $0 > id } ?? ids.endIndex)
    } else {
      ids.append(id)
    }
  }
}
