import Core

/// Where a list is read on: its address, and the page with its size, or what Procurify named as the next page.
struct ListPlace: Sendable, Equatable {
  /// Path and filters, for example `/api/v3/ap/bills/?type=0`.
  let list: String
  var page = 1
  var size: Int
  /// Path and query as Procurify gave them; nil for the page by its number.
  var next: String?

  init(_ list: String, size: Int) {
    self.list = list
    self.size = size
  }

  var address: String {
    next ?? list + (list.contains("?") ? "&" : "?") + "page=\(page)&page_size=\(size)"
  }

  /// The same rows, fewer at once.
  func halved(to size: Int) -> ListPlace {
    var place = self
    let before = (page - 1) * self.size
    // Begins no later than what was asked for.
    (place.page, place.size, place.next) = (before / size + 1, size, nil)
    return place
  }

  /// The page after this one.
  ///
  /// Of `next` only path and query count: it is asked of our own host, and below `/api/` alone. One that leads nowhere new
  /// is not followed; where Procurify says that there are more pages, they are counted then.
  ///
  /// - Parameter pagination: as Procurify answered.
  /// - Returns: nil on the last page.
  /// - Throws: `.response` `procurify.next_page` where the next page would be somewhere else.
  func following(_ pagination: JSON) throws(Failure) -> ListPlace? {
    guard let text = pagination["next"]?.stringValue, !text.isEmpty else { return nil }
    let address = Self.local(text)
    guard address.hasPrefix("/api/"), !address.contains("..") else { throw Self.elsewhere(address) }
    var place = self
    (place.page, place.next) = (page + 1, address)
    let number = Self.number(in: address)
    guard address == self.address || (number ?? page + 1) <= page else { return place }
    place.next = nil
    return (pagination["num_pages"]?.intValue ?? page) > page ? place : nil
  }

  private static func local(_ text: String) -> String {
    guard let separator = text.firstRange(of: "://") else { return text }
    return String(text[separator.upperBound...].drop { $0 != "/" })
  }

  private static func number(in address: String) -> Int? {
    let query = address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    return query.split(separator: "&").first { $0.hasPrefix("page=") }.flatMap { Int($0.dropFirst(5)) }
  }

  private static func elsewhere(_ address: String) -> Failure {
    Failure(
      .response,
      "procurify.next_page",
      "Procurify named a next page that is not part of its API.",
      detail: String(address.prefix { $0 != "?" }.prefix(100)),
      hint: "Nothing was read from there. Report this with the exchange in the log."
    )
  }
}

extension ListPlace {
  init?(_ json: JSON?) {
    guard let list = json?["list"]?.stringValue, let page = json?["page"]?.intValue, let size = json?["size"]?.intValue
    else { return nil }
    self.init(list, size: size)
    (self.page, next) = (page, json?["next"]?.stringValue)
  }

  var json: JSON {
    .record([
      ("list", .string(list)), ("page", .int(page)), ("size", .int(size)), ("next", next.map(JSON.string)),
    ])
  }
}
