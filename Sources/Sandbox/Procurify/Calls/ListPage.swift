import Core

/// Which page of a list was asked for, and in which frame it comes.
struct ListPage: Sendable {
  static let parameters: Set = ["page", "page_size", "order_by", "format"]

  private let number: Int
  private let size: Int
  private let call: Call
  private let isTooLarge: Bool

  /// The page's number as it stands in a call.
  static func number(_ call: Call) -> Int { call.parameter("page").flatMap { Int($0) } ?? 1 }

  init(_ call: Call, _ settings: ProcurifySettings, _ list: String, _ complaints: inout Complaints) {
    self.call = call
    for name in ["page", "page_size"] {
      guard let text = call.parameter(name), (Int(text) ?? 0) < 1 else { continue }
      complaints.add(Place(name), "A valid integer is required.")
    }
    if let format = call.parameter("format"), format != "json" {
      complaints.add(Place("format"), "Only json is simulated.")
    }
    number = max(1, Self.number(call))
    let wanted = call.parameter("page_size").flatMap { Int($0) } ?? settings.list(list, "default_page_size")?.intValue
    let size = max(1, min(wanted ?? 10, settings.list(list, "max_page_size")?.intValue ?? 500))
    isTooLarge = settings.list(list, "too_large")?["above"]?.intValue.map { size > $0 } ?? false
    self.size = size
  }

  /// - Throws: 404 for a page behind the last one, as Django's rest framework does.
  func answer(
    _ found: [ProcurifyRecord],
    _ tenant: ProcurifyTenant,
    _ list: ProcurifyList
  ) throws(ProcurifyRefusal) -> Answer {
    if isTooLarge { return Self.tooLarge(tenant.settings.list(list.name, "too_large")?["answer"]) }
    let pages = max(1, (found.count + size - 1) / size)
    guard number <= pages else { throw ProcurifyRefusal(404, "Invalid page.") }
    // A server whose pages go round: page 3 is page 1 again.
    let shown = tenant.settings.list(list.name, "repeat_page")?[String(number)]?.intValue ?? number
    let rows = found.dropFirst((shown - 1) * size).prefix(size).map { list.show(tenant, $0) }
    let pagination = pagination(found.count, pages, tenant.settings, list.name)
    let further = list.metadata(tenant, found)
    let isTop = tenant.settings.list(list.name, "top_level")?.boolValue ?? false
    let body: JSON =
      isTop
      ? .record([
        ("pagination", pagination), ("metadata", further.isEmpty ? .none : .record(further)), ("data", .array(rows)),
      ])
      : .record([("metadata", .record(further + [("pagination", pagination)])), ("data", .array(rows))])
    return .json(200, ShownTime.rewritten(body, tenant.settings))
  }

  private static func tooLarge(_ answer: JSON?) -> Answer {
    guard let status = answer?.intValue else { return .silence }
    return ProcurifyErrors.answer(status, "Error \(status)")
  }

  private func pagination(_ count: Int, _ pages: Int, _ settings: ProcurifySettings, _ list: String) -> JSON {
    var next: JSON = number < pages ? .string(address(number + 1, settings, list)) : .null
    // A server that never comes to an end: after this page comes that one, for ever.
    if let loop = settings.list(list, "loop")?.intValue, number >= loop {
      next = .string(address(loop, settings, list))
    }
    return [
      "count": .int(count), "next": next,
      "previous": number > 1 ? .string(address(number - 1, settings, list)) : .null, "page_size": .int(size),
      "num_pages": .int(pages), "current_page": .int(number),
    ]
  }

  private func address(_ page: Int, _ settings: ProcurifySettings, _ list: String) -> String {
    let origin = settings.list(list, "next_origin")?.stringValue ?? call.origin
    let path = settings.list(list, "next_path")?.stringValue ?? call.path
    let others = call.query.filter { $0.name != "page" }
    let query = others + [(name: "page", value: String(page))]
    return origin + path + "?"
      + query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
  }
}
