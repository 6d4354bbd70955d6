/// All of one kind, by number; a number is never given twice, also not that of something that is gone.
struct ProcurifyDrawer: Sendable {
  private(set) var byID: [Int: ProcurifyRecord] = [:]
  private(set) var ids: [Int] = []
  private(set) var next: Int

  init(_ shelf: ProcurifyShelf) { next = shelf.firstID }

  mutating func put(_ record: ProcurifyRecord) {
    if byID.updateValue(record, forKey: record.id) == nil {
      let place = (ids.last ?? 0) < record.id ? ids.endIndex : ids.firstIndex { $0 > record.id } ?? ids.endIndex
      ids.insert(record.id, at: place)
    }
    next = max(next, record.id + 1)
  }

  mutating func remove(_ id: Int) {
    if byID.removeValue(forKey: id) != nil { ids.removeAll { $0 == id } }
  }
}
