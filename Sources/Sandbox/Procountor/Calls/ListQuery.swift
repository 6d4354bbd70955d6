import Core

/// What a client asked of a list: filters, order, and which page.
struct ListQuery: Sendable {
  private var values: [String: String] = [:]
  private(set) var complaints = Complaints()

  private static let paging: Set = ["size", "page", "previousId", "orderById"]

  /// Takes the filters that this list knows besides paging; any other parameter is refused, as it would have no effect.
  init(_ call: Call, _ filters: [String], withoutPage: Bool = false) {
    let known = Self.paging.union(filters).subtracting(withoutPage ? ["page"] : [])
    for (name, value) in call.query {
      if !known.contains(name) {
        complaints.add(Place(name), "The parameter \(name) is unknown.")
      } else if values.updateValue(value, forKey: name) != nil {
        complaints.add(Place(name), "The parameter \(name) stands twice; separate values by commas.")
      }
    }
  }

  func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  mutating func number(_ name: String) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), number >= 0 else {
      complaints.add(Place(name), "The \(name) must be an integer.")
      return nil
    }
    return number
  }

  mutating func flag(_ name: String, default usual: Bool? = nil) -> Bool? {
    guard let text = text(name) else { return usual }
    if text != "true" && text != "false" { complaints.add(Place(name), "The \(name) must be true or false.") }
    return text == "true"
  }

  /// One of several words, or several of them with commas.
  mutating func words(_ name: String, of known: [String]) -> Set<String>? {
    guard let text = text(name) else { return nil }
    let words = Set(text.split(separator: ",").map(String.init))
    if let unknown = words.subtracting(known).min() { complaints.add(Place(name), "There is no \(unknown).") }
    return words
  }

  mutating func word(_ name: String, of known: [String]) -> String? {
    guard let words = words(name, of: known) else { return nil }
    if words.count > 1 { complaints.add(Place(name), "The \(name) takes one value.") }
    return words.first
  }

  mutating func numbers(_ name: String) -> Set<Int>? {
    guard let text = text(name) else { return nil }
    let parts = text.split(separator: ",")
    let numbers = parts.compactMap { Int($0) }
    if numbers.count < parts.count { complaints.add(Place(name), "The \(name) must be integers with commas.") }
    return Set(numbers)
  }

  /// Days or times from and to, both included.
  mutating func range(_ start: String, _ end: String, _ format: Format) -> (@Sendable (String) -> Bool) {
    for name in [start, end] {
      guard let text = text(name), !format.matches(text) else { continue }
      complaints.add(Place(name), "The \(name) is not a \(format == .date ? "day" : "time without zone").")
    }
    let (first, last) = (text(start), text(end))
    return { value in (first.map { value >= $0 } ?? true) && (last.map { value <= $0 } ?? true) }
  }

  /// The page of `found` that was asked for, in the shape of all lists.
  ///
  /// The usual order is by number, falling unless `rising`; of the other `orders` the first parameter given counts.
  mutating func page(
    _ found: [Kept],
    rising: Bool = false,
    orders: [(String, @Sendable (Kept) -> String)] = [],
    _ show: (Kept) -> JSON
  ) throws(ProcountorRefusal) -> Answer {
    let size = number("size") ?? 50
    if !(1...200).contains(size) { complaints.add(Place("size"), "The size must be between 1 and 200.") }
    let page = number("page") ?? 0
    let byID = word("orderById", of: ["ASC", "DESC"])
    let previous = number("previousId")
    let rises = byID.map { $0 == "ASC" } ?? rising
    var rows = found.sorted { rises ? $0.id < $1.id : $0.id > $1.id }
    for (name, key) in orders {
      guard let direction = word(name, of: ["ASC", "DESC"]), byID == nil else { continue }
      rows = Self.sorted(found, by: key, rises: direction == "ASC")
      break
    }
    try complaints.verdict()
    if let previous, previous > 0 { rows = rows.filter { rises ? $0.id > previous : $0.id < previous } }
    let shown = rows.dropFirst(page * size).prefix(size).map(show)
    return .json(200, ["results": .array(shown), "meta": Self.meta(page, size, shown.count, found.count)])
  }

  private static func sorted(_ found: [Kept], by key: (Kept) -> String, rises: Bool) -> [Kept] {
    let keyed = found.map { (key($0), $0) }
    let rising = keyed.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
    return rises ? rising : rising.reversed()
  }

  private static func meta(_ page: Int, _ size: Int, _ shown: Int, _ total: Int) -> JSON {
    [
      "pageNumber": .int(page), "pageSize": .int(size), "resultCount": .int(shown), "totalCount": .int(total),
    ]
  }
}
