import Core

/// Where a run of a stream stands between two pages.
struct StreamCursor: Sendable {
  /// Which of the stream's lists is read.
  var list = 0
  var place: ListPlace
  /// The newest stamp of each list so far, by its name.
  var newest: [String: Timestamp] = [:]
  /// Procurify's clock when the run began.
  var began: Timestamp?

  init(_ place: ListPlace) { self.place = place }

  init?(_ text: String) {
    guard let json = try? JSON(parsing: text), let place = ListPlace(json["place"]) else { return nil }
    self.place = place
    list = json["list"]?.intValue ?? 0
    began = Moment.of(json["began"])
    for (name, value) in json["newest"]?.objectValue?.members ?? [] { newest[name] = Moment.of(value) }
  }

  var text: String {
    let stamps = newest.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value.text)) }
    return JSON.record([
      ("list", .int(list)), ("place", place.json), ("newest", .record(stamps)),
      ("began", began.map { .string($0.text) }),
    ]).text
  }

  mutating func see(_ rows: [JSON], _ list: StreamList) {
    guard let stamp = list.stamp else { return }
    let seen = rows.compactMap { Moment.of($0[stamp]) } + [newest[list.name]].compactMap(\.self)
    newest[list.name] = seen.max()
  }

  /// The mark after the last page: the newest stamps, but none from after the run began, and never an older one.
  ///
  /// What is changed while the pages are turned may stand on one that was read already; the next run begins before it.
  func mark(after mark: StreamMark) -> StreamMark {
    var mark = mark
    for (name, newest) in newest.sorted(by: { $0.key < $1.key }) {
      let known = began.map { min($0, newest) } ?? newest
      mark[name] = max(known, mark[name] ?? known)
    }
    return mark
  }
}
