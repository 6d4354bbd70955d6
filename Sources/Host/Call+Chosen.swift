import Core
import Engine
import Storage

extension Call {
  /// A copied or neutralized database sends nothing, neither by a click nor by a decision about its ledger.
  func refuseCopy() throws(Failure) {
    guard let issue = session.identity?.readOnly else { return }
    throw Failure(.data, issue.code, issue.message, hint: issue.repair)
  }

  /// The entries a call names: by id, or all held back for one cause.
  func chosen() async throws(Failure) -> [Int64] {
    guard let cause = try optionalText("cause") else {
      var ids: [Int64] = []
      for id in try ints("entries") { ids.append(try await entry(Int64(id)).id) }
      return ids
    }
    var query = EntryQuery(database: try await scope(), states: [.quarantined, .pending], limit: 500)
    query.cause = cause
    var ids: [Int64] = []
    while true {
      let page = try await host.environment.store.entries(query)
      ids += page.map(\.id)
      guard page.count == query.limit, let last = page.last else { return ids }
      query.after = last.id
    }
  }
}
