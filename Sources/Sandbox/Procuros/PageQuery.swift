import Core
import Foundation

/// What a client asked of a list: filters, page size and where to go on.
struct PageQuery: Sendable {
  private(set) var filters: [String: String] = [:]
  private(set) var perPage = 100
  private(set) var position = 0

  init(_ query: [(name: String, value: String)], filters known: Set<String>, _ complaints: inout Complaints) {
    var cursor: String?
    for (name, value) in query {
      switch name {
      case "per_page": takeSize(value, &complaints)
      case "cursor": cursor = value
      default: takeFilter(name, value, known, &complaints)
      }
    }
    guard let cursor else { return }
    guard let position = position(of: cursor) else {
      complaints.add(Place("cursor"), "The cursor is invalid.")
      return
    }
    self.position = position
  }

  func matches(_ document: ProcurosTransaction) -> Bool {
    filters.allSatisfy { name, value in
      switch name {
      case "type": document.type == value
      case "status": document.status == value
      case "flow": value == "LIVE"
      default: Self.days(value).map { $0.contains(String(document.createdAt.prefix(10))) } ?? false
      }
    }
  }

  /// The query as it goes into `nextPageUrl`, with `&` at its end.
  var text: String {
    let filters = filters.sorted { $0.key < $1.key }.map { "filter[\($0.key)]=\($0.value)&" }
    return filters.joined() + "per_page=\(perPage)&"
  }

  /// Opaque to the client, and good for the same filters only.
  func cursor(at position: Int) -> String {
    Data("\(position)|\(fingerprint)".utf8).base64EncodedString().replacing("=", with: "")
  }

  private func position(of cursor: String) -> Int? {
    let padded = cursor + String(repeating: "=", count: (4 - cursor.count % 4) % 4)
    guard let data = Data(base64Encoded: padded) else { return nil }
    let parts = String(decoding: data, as: UTF8.self).split(separator: "|", maxSplits: 1)
    guard parts.count == 2, parts[1] == fingerprint, let position = Int(parts[0]), position > 0 else { return nil }
    return position
  }

  private var fingerprint: String { "list " + filters.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined() }

  private mutating func takeSize(_ value: String, _ complaints: inout Complaints) {
    guard let size = Int(value), (1...100).contains(size) else {
      return complaints.add(Place("per_page"), "The per page must be between 1 and 100.")
    }
    perPage = size
  }

  private mutating func takeFilter(
    _ name: String,
    _ value: String,
    _ known: Set<String>,
    _ complaints: inout Complaints
  ) {
    guard name.hasPrefix("filter["), name.hasSuffix("]"), known.contains(String(name.dropFirst(7).dropLast())) else {
      return complaints.add(Place(name), "The parameter \(name) is unknown.")
    }
    let filter = String(name.dropFirst(7).dropLast())
    guard Self.allows(filter, value) else {
      return complaints.add(Place("filter.\(filter)"), "The selected filter.\(filter) is invalid.")
    }
    filters[filter] = value
  }

  private static func allows(_ filter: String, _ value: String) -> Bool {
    switch filter {
    case "type": ProcurosContract.documents[value] != nil
    case "flow": ["LIVE", "TEST"].contains(value)
    case "status": ["PENDING", "SUCCESS", "FAILED", "DROPPED", "UNKNOWN"].contains(value)
    default: days(value) != nil
    }
  }

  /// `2024-01-01,2024-01-31`, both days included.
  private static func days(_ value: String) -> ClosedRange<String>? {
    let days = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard days.count == 2, days.allSatisfy(Format.date.matches), days[0] <= days[1] else { return nil }
    return days[0]...days[1]
  }
}
