import Core
import Foundation
import HTTP
import Synchronization

/// A tenant of Procurify in memory: lists in pages, documents one by one, and the token; it keeps what was asked.
final class FakeProcurify: HTTPTransport {
  private struct State {
    var lists: [String: [JSON]] = [:]
    var details: [String: JSON] = [:]
    var requests: [HTTPRequest] = []
    var next: [String: [Result<HTTPResponse, Failure>]] = [:]
    var scope = "urn:procurify-api:domain:acme urn:procurify-api:email:bot@acme.test"
    var underWay = 0
    var mostUnderWay = 0
  }
  private let state = Mutex(State())
  private let isTopLevel: Bool
  /// Which member of a row a filter looks at.
  private static let filters = [
    "last_modified_datetime_0": "last_modified_datetime", "modified_date_0": "last_modified", "date_0": "date",
    "last_modified_0": "last_modified", "po_created_date_0": "created_at", "orderNum": "orderNum",
  ]

  init(isTopLevel: Bool = false) { self.isTopLevel = isTopLevel }

  func put(_ list: String, _ rows: [JSON]) { state.withLock { $0.lists[list] = rows } }
  func put(detail path: String, _ document: JSON?) { state.withLock { $0.details[path] = document } }
  func setScope(_ scope: String) { state.withLock { $0.scope = scope } }

  /// The next requests whose path begins like this are answered so.
  func next(_ path: String, _ answers: Result<HTTPResponse, Failure>...) {
    state.withLock { $0.next[path, default: []] += answers }
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  /// Path and query of every request but those for a token.
  var asked: [String] { requests.filter { $0.method == .get }.map { Self.local($0.url) } }
  var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    state.withLock { state in
      state.requests.append(request)
      state.underWay += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
    }
    await Task.yield()
    defer { state.withLock { $0.underWay -= 1 } }
    let address = Self.local(request.url)
    let path = String(address.prefix { $0 != "?" })
    let scripted = state.withLock { state -> Result<HTTPResponse, Failure>? in
      guard let key = state.next.keys.first(where: { address.hasPrefix($0) && state.next[$0]?.isEmpty == false }) else {
        return nil
      }
      return state.next[key]?.removeFirst()
    }
    if let scripted { return try scripted.get() }
    if path == "/oauth/token" { return token() }
    if path == "/api/v3/users/me/" { return .json(["data": ["email": "bot@acme.test"]]) }
    if let detail = state.withLock({ $0.details[path] }) { return .json(["metadata": [:], "data": detail]) }
    guard let rows = state.withLock({ $0.lists[path] }) else { return .json(["detail": "Not found."], 404) }
    return page(rows, address, path)
  }

  private func token() -> HTTPResponse {
    let scope = state.withLock { $0.scope }
    return .json([
      "access_token": "eyJ.demo.token", "scope": .string(scope), "expires_in": 86400, "token_type": "Bearer",
    ])
  }

  private func page(_ rows: [JSON], _ address: String, _ path: String) -> HTTPResponse {
    let query = Self.query(address)
    let found = rows.filter { row in Self.filters.allSatisfy { Self.fits(row, query[$0.key], $0.value) } }
    let size = query["page_size"].flatMap { Int($0) } ?? 10
    let number = query["page"].flatMap { Int($0) } ?? 1
    let pages = max(1, (found.count + size - 1) / size)
    guard number <= pages else { return .json(["detail": "Invalid page."], 404) }
    let others = query.filter { $0.key != "page" }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let next = "http://elsewhere.example" + path + "?" + (others + ["page=\(number + 1)"]).joined(separator: "&")
    let pagination: JSON = [
      "count": .int(found.count), "next": number < pages ? .string(next) : .null, "previous": .null,
      "page_size": .int(size), "num_pages": .int(pages), "current_page": .int(number),
    ]
    let shown = JSON.array(Array(found.dropFirst((number - 1) * size).prefix(size)))
    return .json(
      isTopLevel
        ? ["pagination": pagination, "data": shown] : ["metadata": ["pagination": pagination], "data": shown]
    )
  }

  private static func fits(_ row: JSON, _ wanted: String?, _ member: String) -> Bool {
    guard let wanted else { return true }
    if member == "orderNum" { return row[member]?.intValue.map(String.init) == wanted }
    let value = row[member]?.stringValue ?? row["dateModified"]?.stringValue ?? ""
    return !value.isEmpty && value >= wanted
  }

  private static func local(_ url: String) -> String {
    String(url.split(separator: "//", maxSplits: 1).last?.drop { $0 != "/" } ?? "")
  }

  private static func query(_ address: String) -> [String: String] {
    let text = address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    var query: [String: String] = [:]
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      query[pair[0]] = pair.count == 2 ? pair[1] : ""
    }
    return query
  }
}

extension HTTPResponse {
  static func json(_ body: JSON, _ status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json", "Date": "Tue, 03 Mar 2026 15:00:00 GMT"],
      body: body.bytes
    )
  }

  static func page(_ text: String, _ status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["Content-Type": "text/html"], body: Array(text.utf8))
  }
}
