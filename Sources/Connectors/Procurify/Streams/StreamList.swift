import Core
import Engine

/// One list of Procurify that a stream reads to its end.
struct StreamList: Sendable {
  enum Filter: Sendable {
    /// Everything, each time.
    case none
    /// From a day on, in a time zone that we do not know: `modified_date_0`.
    case day(String)
    /// From a second on: `last_modified_datetime_0`.
    case second(String)
  }

  /// Its member of the mark, for example `last_modified`.
  let name: String
  /// With a slash at its end.
  let path: String
  /// The member of a row that says how new it is; nil where there is none.
  let stamp: String?
  let filter: Filter
  /// The member that holds a row's id.
  let id: String

  /// Rows may become known to a list some time after the moment that they say they were changed.
  private static let overlap = Duration.seconds(-15 * 60)
  private static let day = Duration.seconds(-86_400)

  init(_ name: String, _ path: String, stamp: String? = nil, _ filter: Filter = .none, id: String = "id") {
    self.name = name
    self.path = path
    self.stamp = stamp
    self.filter = filter
    self.id = id
  }

  /// Path and filters for a run.
  ///
  /// - Parameters:
  ///   - mark: of the stream.
  ///   - first: the day from which the first run fetches; nil for everything.
  /// - Returns: what to ask for, without the page.
  func address(since mark: StreamMark, first: String?) -> String {
    let from: (parameter: String, value: String?)
    switch filter {
    case .none: return path
    case .day(let parameter): from = (parameter, mark[name].map { Moment.day($0 + Self.day) } ?? first)
    case .second(let parameter):
      let moment = mark[name].map { Moment.seconds($0 + Self.overlap) }
      from = (parameter, moment ?? first.map { $0 + "T00:00:00Z" })
    }
    return from.value.map { "\(path)?\(from.parameter)=\($0)" } ?? path
  }
}

extension Settings {
  /// The day from which documents are fetched the first time.
  var firstDay: String? {
    let day = self["fetch_from"] ?? connection["fetch_from"]?.stringValue
    return Moment.of(day.map(JSON.string)).map(Moment.day)
  }
}
