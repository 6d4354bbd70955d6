/// One reading of a partner's lists from the first page to the last, and whether they held still meanwhile.
struct ListPass {
  private struct List {
    var ids: Set<String> = []
    var counts: Set<Int> = []
    var hasRepeats = false

    /// No row stood on two pages, and the list was as long as the rows are many, on its first page as on its last.
    var heldStill: Bool { !hasRepeats && counts.count <= 1 && counts.allSatisfy { $0 == ids.count } }
  }

  private var lists: [String: List] = [:]
  /// The mark of a list whose pages are counted, until it is known that nothing was passed over.
  private(set) var mark: String?

  /// - Returns: the mark that counts from now on, whatever the pages after this one bring.
  mutating func take(_ page: InboxPage) -> String? {
    guard let listed = page.listed else { return page.mark }
    var list = lists[listed.list] ?? List()
    for id in listed.ids where !list.ids.insert(id).inserted { list.hasRepeats = true }
    if let count = listed.count { list.counts.insert(count) }
    lists[listed.list] = list
    mark = page.mark ?? mark
    return nil
  }

  /// True when nothing can have been passed over.
  var heldStill: Bool { lists.values.allSatisfy(\.heldStill) }
}
