import Core

/// The snapshot `reference`: what documents of Procurify name by id alone.
///
///     {"currencies": [{"id": 3, "name": "USD", "active": true}], "locations": [{"id": 2, "name": "Plant North"}],
///      "departments": [{"id": 9, "name": "Maintenance", "external_id": "MNT", "branch": {"id": 2}}],
///      "account_codes": [{"id": 12, "code": "6100", "account_type": 2, "active": true}],
///      "accounts": [{"id": 77, "account_code": {"id": 12, "code": "6100"}, "department": {"id": 9}}]}
///
/// Source: reference sections 3 (rows 5 to 9), 6.2 and 8 (step 2).
struct ProcurifySnapshot {
  static let name = "reference"

  let client: ProcurifyClient

  func reference() async throws(Failure) -> JSON {
    var lists: [(String, JSON?)] = []
    for list in Self.lists {
      let rows = try await client.all(list.path)
      lists.append((list.name, .array(rows.map { list.selection($0) })))
    }
    return .record(lists)
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
