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
