import Core

/// What a company keeps, each kind with numbers of its own.
enum Shelf: String, Sendable, CaseIterable {
  case invoices, partners, products, receipts, payments, attachments, events

  /// The number of the first one; every company counts for itself, as ids mean something with their company only.
  var firstID: Int {
    switch self {
    case .invoices: 9001
    case .partners: 7001
    case .products: 5001
    case .receipts: 88
    case .payments: 310
    case .attachments: 601
    case .events: 1
    }
  }

  /// Whether a change gives a new `version`.
  var hasVersions: Bool { [.invoices, .partners, .products, .receipts].contains(self) }
}

/// One thing that Procountor keeps, as the API shows it, with what it does not show.
struct Kept: Sendable, Equatable {
  let id: Int
  /// When it was made: `2026-03-02T09:30:00`, Europe/Helsinki.
  let created: String
  var body: JSON
  /// What some answers are made of but no answer shows as it is.
  var hidden: JSON = .object(JSONObject())

  var version: String { body["version"]?.stringValue ?? created }
}

/// All of one kind, by number.
struct Drawer: Sendable {
  private(set) var byID: [Int: Kept] = [:]
  /// The numbers, rising.
  private(set) var ids: [Int] = []
  private(set) var next: Int

  init(_ shelf: Shelf) { next = shelf.firstID }

  mutating func put(_ kept: Kept) {
    if byID.updateValue(kept, forKey: kept.id) == nil { insert(kept.id) }
    next = max(next, kept.id + 1)
  }

  /// Numbers are never given twice, also not that of something that is gone.
  mutating func remove(_ id: Int) {
    guard byID.removeValue(forKey: id) != nil else { return }
    ids.removeAll { $0 == id }
  }

  private mutating func insert(_ id: Int) {
    if let last = ids.last, id < last {
      ids.insert(id, at: ids.firstIndex { $0 > id } ?? ids.endIndex)
    } else {
      ids.append(id)
    }
  }
}
