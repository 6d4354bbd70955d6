import Core

/// How somebody names a record behind the scenes: by its number, or as people call it.
enum ProcurifyReference {
  /// The number of a record; `"Northwind Tools"`, `"6100"`, and of an account `{"code": "6100", "department": "MNT"}`,
  /// which is made where there is none yet.
  static func resolved(
    _ value: JSON,
    _ shelf: ProcurifyShelf,
    _ place: Place,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> JSON {
    if value.isNull { return .null }
    if shelf == .accounts, let code = value["code"], let department = value["department"] {
      return account(code, department, place, &tenant, &complaints)
    }
    if let id = value.wholeNumber, tenant[shelf, id] != nil { return .int(id) }
    let found = value.stringValue.map { text in
      tenant.all(shelf).filter { record in names(shelf).contains { record.text($0) == text } }
    }
    if let found, found.count == 1 { return .int(found[0].id) }
    let reason = (found?.count ?? 0) > 1 ? "Several of the \(shelf.rawValue) are called so." : "There is none."
    complaints.add(place, "\(reason) (\(value.text))")
    return .null
  }

  private static func names(_ shelf: ProcurifyShelf) -> [String] {
    switch shelf {
    case .departments, .locations, .vendors: ["name", "external_id"]
    case .accountCodes: ["code"]
    case .catalog, .items: ["name", "sku"]
    case .orders: ["number"]
    default: ["name"]
    }
  }

  private static func account(
    _ code: JSON,
    _ department: JSON,
    _ place: Place,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> JSON {
    let code = resolved(code, .accountCodes, place["code"], &tenant, &complaints)
    let department = resolved(department, .departments, place["department"], &tenant, &complaints)
    if code.isNull || department.isNull { return .null }
    let known = tenant.all(.accounts).first { $0["account_code"] == code && $0["department"] == department }
    return .int((known ?? tenant.add(.accounts, ["account_code": code, "department": department])).id)
  }
}
