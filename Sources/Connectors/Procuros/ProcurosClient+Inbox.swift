import Core
import HTTP

/// What Procuros has for us.
extension ProcurosClient {
  /// A page of transactions that we have not reported on.
  struct Page {
    /// As Procuros lists them.
    let items: [JSON]
    /// The cursor of the next page; nil on the last one.
    let next: String?
  }

  /// `GET /transactions`: the documents for us that are not marked yet, oldest first.
  ///
  /// - Parameter cursor: of the page before, nil for the first. Always followed on the connection's own URL: the token
  ///   goes nowhere else, whatever `nextPageUrl` says.
  /// - Returns: the page and the cursor of the next one.
  /// - Throws: `.response` when Procuros refuses, `.transport` when it cannot be reached. Safe to repeat.
  func unprocessed(after cursor: String?) async throws(Failure) -> Page {
    let path = "/transactions?per_page=100" + (cursor.map { "&cursor=\($0.queryEscaped)" } ?? "")
    let response = try await http.send(request(.get, path, safeToRepeat: true))
    guard response.succeeded else { throw failure(response, sending: false) }
    guard let page = json(response), let items = page["items"]?.arrayValue else {
      throw unreadable(response, arrived: false)
    }
    let next = page["hasMore"] == false ? nil : page["nextCursor"]?.stringValue
    // The same page for ever would keep us here for ever.
    guard next == nil || next != cursor else { throw unreadable(response, arrived: false) }
    return Page(items: items, next: next)
  }

  /// `GET /all-transactions/{id}`: one document with its status and flow; nil when Procuros does not know it.
  func transaction(_ id: String) async throws(Failure) -> JSON? {
    let response = try await http.send(request(.get, "/all-transactions/\(id.queryEscaped)", safeToRepeat: true))
    if response.status == 404 { return nil }
    guard response.succeeded else { throw failure(response, sending: false) }
    guard let data = json(response)?["data"] else { throw unreadable(response, arrived: false) }
    return data
  }

  /// Tells what became of documents: in one request, or one by one where Procuros refuses the whole for the sake of one.
  ///
  /// - Parameter marks: at most 1000.
  /// - Returns: the ids that Procuros took note of or does not know (any more).
  /// - Throws: `.response` when Procuros refuses, `.transport` when it cannot be reached. Safe to repeat.
  func mark(_ marks: [ProcurosMark]) async throws(Failure) -> Set<String> {
    guard !marks.isEmpty else { return [] }
    let body: JSON = .record([("items", .array(marks.map(\.item)))])
    let response = try await http.send(
      request(.post, "/transactions/bulk/mark-processed", body: body.bytes, safeToRepeat: true)
    )
    if [400, 404, 422].contains(response.status) { return try await markEach(marks) }
    guard response.succeeded else { throw failure(response, sending: false) }
    guard let data = json(response)?["data"]?.arrayValue else { throw unreadable(response, arrived: false) }
    return Set(data.compactMap { $0["procurosTransactionId"]?.stringValue })
  }

  /// `PUT /transactions/{id}`, for each; what Procuros refuses is left out, the others are told.
  private func markEach(_ marks: [ProcurosMark]) async throws(Failure) -> Set<String> {
    var told: Set<String> = []
    for mark in marks {
      let path = "/transactions/\(mark.id.queryEscaped)"
      let response = try await http.send(
        request(.put, path, body: JSON.record(mark.body).bytes, safeToRepeat: true)
      )
      if response.succeeded || response.status == 404 {
        told.insert(mark.id)
      } else if ![400, 422].contains(response.status) {
        throw failure(response, sending: false)
      }
    }
    return told
  }
}
