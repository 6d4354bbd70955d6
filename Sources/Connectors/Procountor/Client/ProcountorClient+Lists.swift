package import Core
package import HTTP

/// Lists and batches.
extension ProcountorClient {
  /// Rows of one page; also how many ids a batch may name.
  package static let pageSize = 200

  /// One page of a list, ascending by id.
  package struct Page: Sendable {
    package let rows: [JSON]
    /// The id after which the next page begins; nil on the last one.
    package let next: Int?
  }

  /// `GET` of a list, the page after an id.
  ///
  /// The cursor is the last id: pages by number skip rows while data changes (reference section 2, *Pagination*).
  ///
  /// - Parameters:
  ///   - path: with its filters, for example `/invoices?types=SALES_INVOICE`.
  ///   - id: the last row of the page before, nil for the first page.
  ///   - key: the member that holds a row's id.
  ///   - headers: filters that must not stand in an address.
  /// - Returns: the rows, and after which id to go on.
  /// - Throws: `.response` `procountor.page_repeats` when a page begins where it should have gone on.
  package func page(_ path: String, after id: Int? = nil, key: String = "id", headers: HTTPHeaders = [:])
    async throws(Failure) -> Page
  {
    var address = path + (path.contains("?") ? "&" : "?") + "orderById=ASC&size=\(Self.pageSize)"
    if let id { address += "&previousId=\(id)" }
    let answer = try await read(address, headers: headers)
    // Old versions answer with an array of their own name, or with nothing around it.
    guard let rows = answer["results"]?.arrayValue ?? answer["products"]?.arrayValue ?? answer.arrayValue else {
      throw unreadable(HTTPResponse(status: 200), arrived: false)
    }
    guard rows.count >= Self.pageSize else { return Page(rows: rows, next: nil) }
    guard let last = rows.last?[key]?.intValue, last > id ?? Int.min else { throw Self.repeats(path) }
    return Page(rows: rows, next: last)
  }

  /// Every row of a list.
  package func all(_ path: String, headers: HTTPHeaders = [:]) async throws(Failure) -> [JSON] {
    var rows: [JSON] = []
    var next: Int?
    repeat {
      let page = try await page(path, after: next, headers: headers)
      rows += page.rows
      next = page.next
    } while next != nil
    return rows
  }

  /// `GET {path}/{ids}`: the full objects; ids that Procountor does not have are missing.
  ///
  /// One id is answered with an object, several with an array, none that is known with 404 (reference section 2).
  package func batch(_ path: String, _ ids: [Int]) async throws(Failure) -> [JSON] {
    var found: [JSON] = []
    var rest = ids[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.pageSize)
      rest = rest.dropFirst(Self.pageSize)
      do throws(Failure) {
        let answer = try await read(path + "/" + part.map(String.init).joined(separator: ","))
        found += answer.arrayValue ?? [answer]
      } catch {
        guard error.status == 404 else { throw error }
      }
    }
    return found
  }

  private static func repeats(_ path: String) -> Failure {
    Failure(
      .response,
      "procountor.page_repeats",
      "Procountor answered the same page of \(path.prefix { $0 != "?" }) again.",
      hint: "Nothing was taken from it. If this stays so, report it to Procountor with the exchange in the log."
    )
  }
}
