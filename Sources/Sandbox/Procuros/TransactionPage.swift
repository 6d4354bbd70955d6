import Core
import Foundation

/// The pages of `GET /v2/transactions` and `GET /v2/all-transactions`, oldest first.
///
/// A cursor is a position in the list as it is now, and says nothing to the client: a list that shrinks under a cursor,
/// because documents were marked, skips documents or is at its end early. The contract promises no better.
struct TransactionPage: Sendable {
  /// The parameters that an endpoint knows; any other is refused.
  let filters: Set<String>
  /// Whether an account sees a document.
  let shows: @Sendable (ProcurosTransaction, String) -> Bool
  /// Whether items carry status, flow and time.
  let all: Bool

  /// Incoming documents not yet marked.
  static let queue = TransactionPage(
    filters: ["type"],
    shows: { $0.isWaiting && $0.receiver == $1 },
    all: false
  )

  static let everything = TransactionPage(
    filters: ["type", "flow", "status", "created_between"],
    shows: { $0.concerns($1) },
    all: true
  )

  func answer(_ call: Call, _ documents: [ProcurosTransaction]) -> Answer {
    var complaints = Complaints()
    let query = PageQuery(call.query, filters: filters, &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return page(documents.filter { shows($0, call.holder) && query.matches($0) }, query, call)
  }

  private func page(_ found: [ProcurosTransaction], _ query: PageQuery, _ call: Call) -> Answer {
    let start = min(found.count, query.position)
    let end = min(found.count, start + query.perPage)
    let items = found[start..<end].map { $0.json(all: all) }
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
