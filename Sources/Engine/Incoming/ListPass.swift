/// One reading of a partner's list from its first page to its last, and whether it held still meanwhile.
struct ListPass {
  private var ids: Set<String> = []
  private var counts: Set<Int> = []
  private var hasRepeats = false
  /// The mark of a list whose pages are counted, until it is known that nothing was passed over.
  private(set) var mark: String?

  /// - Returns: the mark that counts from now on, whatever the pages after this one bring.
  mutating func take(_ page: InboxPage) -> String? {
    guard let listed = page.listed else { return page.mark }
    for id in listed.ids where !ids.insert(id).inserted { hasRepeats = true }
    if let count = listed.count { counts.insert(count) }
    mark = page.mark ?? mark
    return nil
  }

  /// True when nothing can have been passed over: no row stood on two pages, and the list was as long as the rows are many,
  /// on its first page as on its last.
  var heldStill: Bool { !hasRepeats && counts.count <= 1 && counts.allSatisfy { $0 == ids.count } }
}
