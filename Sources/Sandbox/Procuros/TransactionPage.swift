import Core
import Foundation

/// The pages of `GET /v2/transactions` and `GET /v2/all-transactions`, oldest first.
///
/// A cursor is a position in the list as it is now, and says nothing to the client: a list that shrinks under a cursor,
/// because documents were marked, skips documents. The contract promises no better.
struct TransactionPage: Sendable {
  /// The parameters that an endpoint knows; any other is refused.
  let filters: Set<String>
  let shows: @Sendable (ProcurosTransaction) -> Bool
  /// Whether items carry status, flow and time.
  let all: Bool

  /// Incoming documents not yet marked; an outdated version leaves by itself.
  static let queue = TransactionPage(
    filters: ["type"],
    shows: { $0.direction == .received && $0.mark == nil && $0.isLatestVersion },
    all: false
  )

  static let everything = TransactionPage(
    filters: ["type", "flow", "status", "created_between"],
    shows: { _ in true },
    all: true
  )

  func answer(_ call: Call, _ documents: [ProcurosTransaction]) -> Answer {
    var complaints = Complaints()
    let query = PageQuery(call.query, filters: filters, &complaints)
    let found = documents.filter { shows($0) && query.matches($0) }
    if query.position > found.count { complaints.add(Place("cursor"), "The cursor is invalid.") }
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return page(found, query, call)
  }

  private func page(_ found: [ProcurosTransaction], _ query: PageQuery, _ call: Call) -> Answer {
    let end = min(found.count, query.position + query.perPage)
    let items = found[query.position..<end].map { $0.json(all: all) }
    let cursor = end < found.count ? query.cursor(at: end) : nil
    return .json(
      200,
      [
        "items": .array(items),
        "hasMore": .bool(cursor != nil),
        "perPage": .int(query.perPage),
        "count": .int(items.count),
        "nextCursor": JSON(cursor),
        "nextPageUrl": JSON(cursor.map { "\(call.origin)\(call.path)?\(query.text)cursor=\($0)" }),
      ]
    )
  }
}
