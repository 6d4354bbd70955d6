import Core
import HTTP
import Synchronization
import TestKit

/// Procountor's lists and details in memory, as far as what comes in is read: pages behind an id, batches, payment events.
final class BooksServer: HTTPTransport {
  private struct State {
    var lists: [String: [JSON]] = [:]
    var events: [Int: [JSON]] = [:]
    var requests: [HTTPRequest] = []
    var failures: [Failure] = []
  }
  private let state = Mutex(State())

  /// Every request but those for tokens.
  var urls: [String] { state.withLock { $0.requests.map(\.url).filter { !$0.hasSuffix("/oauth/token") } } }

  /// The details of a list: `/invoices`, `/ledgerreceipts`, `/businesspartners`, `/products`; one of an id that is there is replaced.
  func put(_ path: String, _ record: JSON) {
    state.withLock { state in
      state.lists[path, default: []].removeAll { $0["id"] == record["id"] }
      state.lists[path, default: []].append(record)
    }
  }

  /// A payment of an invoice; one of an id that is there is replaced.
  func pay(_ invoice: Int, _ event: JSON) {
    state.withLock { state in
      state.events[invoice, default: []].removeAll { $0["id"] == event["id"] }
      state.events[invoice, default: []].append(event.replacing("invoiceId", with: .int(invoice)))
    }
  }

  func withdraw(_ invoice: Int, _ event: Int) {
    state.withLock { $0.events[invoice]?.removeAll { $0["id"]?.intValue == event } }
  }

  /// The next request fails like this.
  func failNext(_ failure: Failure) { state.withLock { $0.failures.append(failure) } }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let failure = state.withLock { state in
      state.requests.append(request)
      return state.failures.isEmpty ? nil : state.failures.removeFirst()
    }
    if let failure { throw failure }
    if request.method == .post { return .json(["access_token": "jwt", "expires_in": 3600]) }
    let address = request.url.replacing("https://procountor.example/api", with: "")
    let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
    return answer(parts[0], query(parts.count == 2 ? parts[1] : ""))
  }

  private func answer(_ path: String, _ query: [String: String]) -> HTTPResponse {
    let steps = path.split(separator: "/").map(String.init)
    return state.withLock { state in
      if path == "/payments/paymentevents" {
        let ids = (query["invoiceId"] ?? "").split(separator: ",").compactMap { Int($0) }
        return page(ids.flatMap { state.events[$0] ?? [] }.map(Self.withoutType), query)
      }
      if steps.count == 3, steps[2] == "paymentevents" { return page(state.events[Int(steps[1]) ?? 0] ?? [], query) }
      let records = state.lists["/" + steps[0]] ?? []
      guard steps.count == 2 else { return page(records.filter { Self.fits($0, query) }, query) }
      let ids = Set(steps[1].split(separator: ",").compactMap { Int($0) })
      let found = records.filter { ids.contains($0["id"]?.intValue ?? 0) }
      guard let first = found.first else { return .json(["errors": []], 404) }
      return .json(ids.count == 1 ? first : .array(found))
    }
  }

  private static func fits(_ record: JSON, _ query: [String: String]) -> Bool {
    let statuses = query["status"].map { $0.split(separator: ",").map(String.init) }
    let since = query["versionStartDate"] ?? ""
    return statuses?.contains(record["status"]?.stringValue ?? "") ?? true
      && (record["version"]?.stringValue ?? "9") >= since
      && (query["type"] ?? query["types"]).map { record["type"]?.stringValue == $0 } ?? true
  }

  /// The list over several invoices does not say of what type a payment is.
  private static func withoutType(_ event: JSON) -> JSON { event.replacing("type", with: .none) }

  private func page(_ records: [JSON], _ query: [String: String]) -> HTTPResponse {
    let after = Int(query["previousId"] ?? "") ?? 0
    let size = Int(query["size"] ?? "") ?? 50
    let sorted = records.sorted { ($0["id"]?.intValue ?? 0) < ($1["id"]?.intValue ?? 0) }
    let rows = Array(sorted.filter { ($0["id"]?.intValue ?? 0) > after }.prefix(size))
    return .json(["results": .array(rows), "meta": ["totalCount": .int(records.count)]])
  }

  private func query(_ text: String) -> [String: String] {
    Dictionary(
      text.split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts.count == 2 ? parts[1] : "")
      },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
