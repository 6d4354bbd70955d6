/// One reading of a partner's lists from the first page to the last, and whether they held still meanwhile.
struct ListPass {
  private struct List: Equatable {
    /// In the order of the pages.
    var ids: [String] = []
    var counts: Set<Int> = []

    /// No row stood on two pages, and the list was as long as the rows are many, on its first page as on its last.
    var heldStill: Bool { Set(ids).count == ids.count && counts.count <= 1 && counts.allSatisfy { $0 == ids.count } }
  }

  private var lists: [String: List] = [:]
  /// The mark of a list whose pages are counted, until it is known that nothing was passed over.
  private(set) var mark: String?

  /// - Returns: the mark that counts from now on, whatever the pages after this one bring.
  mutating func take(_ page: InboxPage) -> String? {
    guard let listed = page.listed else { return page.mark }
    var list = lists[listed.list] ?? List()
    list.ids += listed.ids
    if let count = listed.count { list.counts.insert(count) }
    lists[listed.list] = list
    mark = page.mark ?? mark
    return nil
  }

  /// True when nothing can have been passed over.
  var heldStill: Bool { lists.values.allSatisfy(\.heldStill) }

  /// True where another reading found row for row the same: then a row that stands twice, or is counted and not shown,
  /// is the partner's way and no sign of a list that moves.
  func isSame(as other: ListPass) -> Bool { lists == other.lists && lists.values.allSatisfy { $0.counts.count <= 1 } }
}
