import Core
import Foundation
import HTTP

/// Lists, page by page, and documents one by one.
extension ProcurifyClient {
  /// One page of a list.
  struct Page: Sendable {
    let rows: [JSON]
    /// How many rows the whole list has; nil where Procurify does not say.
    let count: Int?
    /// Nil on the last page.
    let next: ListPlace?
    /// Procurify's clock; nil where it does not tell.
    let at: Timestamp?
  }

  /// The first page of a list.
  func start(_ list: String) -> ListPlace { ListPlace(list, size: pages.now) }

  /// Reads a page, a smaller one where the answer comes too late.
  ///
  /// - Throws: as `read`; `.response` `procurify.next_page`.
  func page(_ place: ListPlace) async throws(Failure) -> Page {
    var place = place
    while true {
      do throws(Failure) {
        let (answer, response) = try await exchange(place.address)
        return try page(answer, response, place)
      } catch {
        // The list became shorter since the page before.
        if error.status == 404, place.page > 1 { return Page(rows: [], count: nil, next: nil, at: nil) }
        guard error.cameTooLate, let size = pages.halve(place.size) else { throw error }
        place = place.halved(to: size)
      }
    }
  }

  /// Every row of a list; for lists that are short.
  func all(_ list: String) async throws(Failure) -> [JSON] {
    var rows: [JSON] = []
    var place: ListPlace? = start(list)
    while let here = place {
      let page = try await page(here)
      rows += page.rows
      place = page.next
    }
    return rows
  }

  /// One document; what is in `data`.
  ///
  /// - Returns: nil for one that is gone, or that may not be seen.
  /// - Throws: as `read`.
  func detail(_ path: String) async throws(Failure) -> JSON? {
    var triesLeft = 2
    while true {
      do throws(Failure) {
        let (answer, response) = try await exchange(path)
        guard let data = answer["data"], data.objectValue != nil else { throw unreadable(response) }
        return data
      } catch {
        if error.status == 404 { return nil }
        triesLeft -= 1
        guard error.cameTooLate, triesLeft > 0 else { throw error }
      }
    }
  }

  private func page(_ answer: JSON, _ response: HTTPResponse, _ place: ListPlace) throws(Failure) -> Page {
    guard let rows = answer["data"]?.arrayValue else { throw unreadable(response) }
    let pagination = answer["metadata"]?["pagination"] ?? answer["pagination"] ?? .null
    var here = place
    // It may give fewer than it was asked for.
    if let size = pagination["page_size"]?.intValue, size > 0 { here.size = min(place.size, size) }
    return Page(
      rows: rows,
      count: pagination["count"]?.intValue,
      next: rows.isEmpty ? nil : try here.following(pagination),
      at: response.headers["Date"].flatMap(Moment.http)
    )
  }
}

extension Failure {
  /// Asking for less may help.
  fileprivate var cameTooLate: Bool {
    ["http.timeout", "http.timeout_first_byte"].contains(code) || status == 408 || status == 504
  }
}
