import Core
import Engine

/// A stream that is made of lists, one after the other, each to its end.
///
/// Source: reference section 4. The mark moves when all lists were read whole: a run that breaks off, or a list that moved
/// meanwhile, is read again from where it began.
protocol ListedInbox: Inbox<ProcurifyClient> {
  /// The lists to read in this run; none when there is nothing to do.
  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList]

  /// The documents behind the rows of a page.
  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]

  /// What a run puts into the mark besides the stamps of its lists.
  func note(_ mark: inout StreamMark, _ settings: Settings)
}

extension ListedInbox {
  func note(_ mark: inout StreamMark, _ settings: Settings) {}

  package func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> InboxPage
  {
    var mark = StreamMark(mark)
    client.pages.learn(mark.halved)
    let lists = lists(mark, settings)
    let addresses = lists.map { $0.address(since: mark, first: settings.firstDay) }
    note(&mark, settings)
    guard let start = addresses.first else { return InboxPage(items: [], mark: mark.text) }
    var here = cursor.flatMap(StreamCursor.init) ?? StreamCursor(client.start(start))
    // The settings were changed between two pages.
    guard lists.indices.contains(here.list) else { return InboxPage(items: []) }
    let (list, page) = (lists[here.list], try await client.page(here.place))
    if here.began == nil { here.began = page.at }
    here.see(page.rows, list)
    let rows = page.rows.filter { $0[list.id]?.documentID != nil }
    var answer = InboxPage(items: try await items(rows, of: list, settings, client))
    let ids = rows.compactMap { $0[list.id]?.documentID }
    answer.listed = InboxPage.Listed(ids: ids, count: page.count, list: "\(here.list)")
    if let next = page.next {
      here.place = next
      answer.next = here.text
    } else if here.list + 1 < lists.count {
      here.list += 1
      here.place = client.start(addresses[here.list])
      answer.next = here.text
    } else {
      mark = here.mark(after: mark)
      mark.halved = client.pages.kept
      answer.mark = mark.text
    }
    return answer
  }
}
