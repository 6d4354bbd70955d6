import Core
import Foundation

/// `GET /invoices/{ids}` and its like: one number gives an object, several an array.
enum BatchRead {
  /// The array is sorted by number, without doubles and without what is unknown, and is one also where a single one is left.
  static func answer(
    _ books: CompanyBooks,
    _ shelf: Shelf,
    _ text: String,
    _ show: (Kept) -> JSON? = { $0.body }
  ) throws(ProcountorRefusal) -> Answer {
    let parts = (text.removingPercentEncoding ?? text).split(separator: ",", omittingEmptySubsequences: false)
    let ids = parts.compactMap { Int($0) }
    guard ids.count == parts.count else { throw ProcountorRefusal(400, "Ids are numbers with commas between them.") }
    guard ids.count <= 200 else { throw ProcountorRefusal(400, "There may be 200 ids at most.") }
    let found = Set(ids).sorted().compactMap { books[shelf, $0].flatMap(show) }
    guard let first = found.first else { throw .notFound }
    return .json(200, ids.count == 1 ? first : .array(found))
  }
}
