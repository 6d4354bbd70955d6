/// What a tenant keeps, each kind with numbers of its own; the raw value is its name behind the scenes.
enum ProcurifyShelf: String, Sendable, CaseIterable {
  case currencies, users, locations, departments, accounts, vendors, requisitions, bills, payments
  case terms = "payment-terms"
  case accountCodes = "account-codes"
  case catalog = "catalog-items"
  case items = "order-items"
  case orders = "purchase-orders"

  /// The number of the first one.
  var firstID: Int {
    switch self {
    case .requisitions: 1201
    case .items: 8801
    case .orders: 301
    case .bills: 901
    case .payments: 401
    default: 1
    }
  }

  /// The first group of a uuid; the last one is the number.
  private var mark: String {
    switch self {
    case .requisitions: "9a4c2a7e"
    case .orders: "0b1f0f5e"
    case .bills: "5e0c7d5c"
    case .payments: "7d3b9e10"
    default: "c0ffee00"
    }
  }

  /// The uuid of a record: `5e0c7d5c-0000-4000-8000-000000000901`.
  func uuid(_ id: Int) -> String {
    let digits = String(id)
    return "\(mark)-0000-4000-8000-\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits)"
  }

  /// The number in a uuid of this kind.
  func id(_ uuid: String) -> Int? {
    guard let id = Int(uuid.suffix(12)), id > 0, self.uuid(id) == uuid.lowercased() else { return nil }
    return id
  }
}
