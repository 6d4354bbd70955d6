import Core
import Foundation

/// A list of the API: what is in it, which parameters it knows, in which order it comes, and how a row looks.
struct ProcurifyList: Sendable {
  typealias Key = @Sendable (ProcurifyTenant, ProcurifyRecord) -> String

  /// As permissions, failures and hooks name it: `bills`.
  let name: String
  let records: @Sendable (ProcurifyTenant) -> [ProcurifyRecord]
  var filters: [String: ProcurifyFilter] = [:]
  /// What it can be sorted by, besides `id`.
  var orders: [String: Key] = [:]
  let show: @Sendable (ProcurifyTenant, ProcurifyRecord) -> JSON
  /// Further members of `metadata`, from all that was found.
  var metadata: @Sendable (ProcurifyTenant, [ProcurifyRecord]) -> [(String, JSON)] = { _, _ in [] }

  init(
    name: String,
    filters: [String: ProcurifyFilter],
    orders: [String: Key] = [:],
    records: @escaping @Sendable (ProcurifyTenant) -> [ProcurifyRecord],
    show: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> JSON
  ) {
    self.name = name
    self.records = records
    self.filters = filters
    self.orders = orders
    self.show = show
  }

  /// A list of all that is on a shelf.
  init(
    name: String,
    shelf: ProcurifyShelf,
    filters: [String: ProcurifyFilter],
    orders: [String: Key] = [:],
    show: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> JSON,
    metadata: @escaping @Sendable (ProcurifyTenant, [ProcurifyRecord]) -> [(String, JSON)] = { _, _ in [] }
  ) {
    self.init(name: name, filters: filters, orders: orders, records: { $0.all(shelf) }, show: show)
    self.metadata = metadata
  }

  /// The page that was asked for, of those records that `isIn` lets in.
  func answer(
    _ tenant: ProcurifyTenant,
    _ call: Call,
    where isIn: (ProcurifyRecord) -> Bool = { _ in true }
  ) throws(ProcurifyRefusal) -> Answer {
    var complaints = Complaints()
    let page = ListPage(call, tenant.settings, name, &complaints)
    let tests = tests(call, tenant, &complaints)
    let order = order(call, &complaints)
    try complaints.refuse(400)
    let found = records(tenant).filter { record in isIn(record) && tests.allSatisfy { $0(tenant, record) } }
    return try page.answer(sorted(found, order, tenant), tenant, self)
  }

  private func tests(
    _ call: Call,
    _ tenant: ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> [ProcurifyFilter.Test] {
    var tests: [ProcurifyFilter.Test] = []
    var seen: Set<String> = []
    for (name, value) in call.query where !ListPage.parameters.contains(name) {
      guard let filter = filters[name] else {
        complaints.add(Place(name), "This list has no such parameter.")
        continue
      }
      if !seen.insert(name).inserted { complaints.add(Place(name), "The parameter stands twice.") }
      guard !value.isEmpty else { continue }
      if let test = filter.read(value, tenant) {
        tests.append(test)
      } else {
        complaints.add(Place(name), filter.complaint)
      }
    }
    return tests
  }

  private struct Order {
    let key: Key?
    let falls: Bool
  }

  private func order(_ call: Call, _ complaints: inout Complaints) -> Order {
    guard let text = call.parameter("order_by"), !text.isEmpty else { return Order(key: nil, falls: true) }
    let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
    if name != "id", orders[name] == nil { complaints.add(Place("order_by"), "Select a valid choice.") }
    return Order(key: orders[name], falls: text.hasPrefix("-"))
  }

  /// Newest first, unless something else was asked for.
  private func sorted(_ found: [ProcurifyRecord], _ order: Order, _ tenant: ProcurifyTenant) -> [ProcurifyRecord] {
    guard let key = order.key else { return order.falls ? found.reversed() : found }
    let keyed = found.map { (key(tenant, $0), $0) }.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
    return order.falls ? keyed.reversed() : keyed
  }

  /// Sorts by a text of the record: `byText("name")`.
  static func byText(_ name: String) -> Key { { _, record in record.text(name) ?? "" } }
  static let byModified: Key = { _, record in record.modified ?? "" }
}
