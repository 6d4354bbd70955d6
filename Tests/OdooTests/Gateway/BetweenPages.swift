import Core
import Odoo
import Synchronization

/// A dialect that lets something happen once, after a page of a search was answered.
final class BetweenPages: OdooDialect {
  private let dialect: any OdooDialect
  private let page: Int
  private let deed: @Sendable () async throws -> Void
  private let pages = Mutex(0)
  private let failure = Mutex<String?>(nil)

  init(_ dialect: any OdooDialect, after page: Int, _ deed: @escaping @Sendable () async throws -> Void) {
    self.dialect = dialect
    self.page = page
    self.deed = deed
  }

  var name: DialectName { dialect.name }
  var serverTime: Timestamp? { dialect.serverTime }
  var count: Int { pages.withLock { $0 } }
  /// Why it did not happen.
  var trouble: String? { failure.withLock { $0 } }

  func call(_ model: String, _ method: String, ids: [Int]?, arguments: JSONObject, context: JSONObject)
    async throws(Failure) -> JSON
  {
    let answer = try await dialect.call(model, method, ids: ids, arguments: arguments, context: context)
    guard model == "res.partner", method == "web_search_read" else { return answer }
    let number = pages.withLock { pages in
      pages += 1
      return pages
    }
    guard number == page else { return answer }
    do {
      try await deed()
    } catch {
      failure.withLock { $0 = "\(error)" }
    }
    return answer
  }
}
