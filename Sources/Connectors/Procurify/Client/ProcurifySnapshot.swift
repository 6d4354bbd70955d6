import Core
import Engine

/// What documents of Procurify name by id alone: five lists, each a snapshot of its own, so that one that may not be
/// read stops no more than the streams that need it.
///
///     {"currencies": [{"id": 3, "name": "USD", "active": true}], "locations": [{"id": 2, "name": "Plant North"}],
///      "departments": [{"id": 9, "name": "Maintenance", "external_id": "MNT", "branch": {"id": 2}}],
///      "account_codes": [{"id": 12, "code": "6100", "account_type": 2, "active": true}],
///      "accounts": [{"id": 77, "account_code": {"id": 12, "code": "6100"}, "department": {"id": 9}}]}
///
/// Source: reference sections 3 (rows 5 to 9), 5, 6.2 and 8 (step 2).
struct ProcurifySnapshot {
  /// All five in one, for people who link codes.
  static let name = "reference"
  static let names = [name] + lists.map(\.name)

  /// What amounts are in.
  static let money = ["currencies"]
  /// What an order or requisition is booked to.
  static let places = ["currencies", "locations", "departments", "accounts"]
  /// What a bill is booked to.
  static let books = lists.map(\.name)

  let client: ProcurifyClient

  /// - Returns: nil for a name that is none of `names`.
  /// - Throws: what Procurify answers.
  func read(_ name: String) async throws(Failure) -> JSON? {
    if name == Self.name { return try await reference() }
    guard let list = Self.lists.first(where: { $0.name == name }) else { return nil }
    return try await rows(list)
  }

  private func reference() async throws(Failure) -> JSON {
    var lists: [(String, JSON?)] = []
    for list in Self.lists { lists.append((list.name, try await rows(list))) }
    return .record(lists)
  }

  private func rows(_ list: List) async throws(Failure) -> JSON {
    .array(try await client.all(list.path).map { list.selection($0) })
  }

  private struct List {
    let name: String
    let path: String
    let selection: Selection
  }

  private static let place: JSON = ["id": nil, "name": nil, "external_id": nil]
  private static let code: JSON = ["id": nil, "code": nil, "description": nil, "account_type": nil, "active": nil]
  private static let lists = [
    List(
      name: "currencies",
      path: "/api/v2/currencies/",
      selection: Selection(["id": nil, "name": nil, "description": nil, "base": nil, "active": nil])
    ),
    List(
      name: "locations",
      path: "/api/v2/locations/",
      selection: Selection(["id": nil, "name": nil, "external_id": nil, "active": nil])
    ),
    List(
      name: "departments",
      path: "/api/v3/departments/",
      selection: Selection(["id": nil, "name": nil, "external_id": nil, "active": nil, "branch": place])
    ),
    List(name: "account_codes", path: "/api/v3/account-codes/", selection: Selection(code)),
    List(
      name: "accounts",
      path: "/api/v3/accounts/",
      selection: Selection([
        "id": nil, "account_code": code, "active": nil,
        "department": ["id": nil, "name": nil, "external_id": nil, "branch": place],
      ])
    ),
  ]
}

extension Settings {
  /// The lists of Procurify as far as they were read, by their names.
  var reference: JSON { .record(ProcurifySnapshot.books.map { ($0, snapshot($0)) }) }
}
