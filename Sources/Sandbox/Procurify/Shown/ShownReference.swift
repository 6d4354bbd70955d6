import Core
import Foundation

/// Currencies, locations, departments, account codes and accounts as the API shows them, on their own or within others.
enum ShownReference {
  static func currency(_ record: ProcurifyRecord) -> JSON {
    .record(
      summary(record) + [("description", record["description"] ?? ""), ("active", .bool(record.flag("active", true)))]
    )
  }

  /// As it stands in orders and items.
  static func currencySummary(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    tenant[.currencies, id].map { .record(summary($0)) } ?? .null
  }

  /// As it stands in bills.
  static func currency(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    tenant[.currencies, id].map(currency) ?? .null
  }

  private static func summary(_ record: ProcurifyRecord) -> [(String, JSON?)] {
    [
      ("id", .int(record.id)), ("name", record["name"]), ("rate", .fixed(record.amount("rate"), 6)),
      ("base", .bool(record.flag("base"))),
    ]
  }

  static func branch(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    tenant[.locations, id].map { ["id": .int($0.id), "name": $0["name"] ?? ""] } ?? .null
  }

  /// A department as its own list shows it.
  static func department(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let location = tenant[.locations, record.int("location")]
    let branch: JSON? = location.map {
      ["id": .int($0.id), "name": $0["name"] ?? "", "headquarter": .bool($0.flag("headquarter"))]
    }
    return departmentSummary(tenant, record).putting(branch, at: "branch").putting(
      true,
      at: "is_active_for_account_code"
    )
  }

  /// As it stands in accounts and requisitions.
  static func departmentSummary(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    [
      "id": .int(record.id), "name": record["name"] ?? "", "external_id": record["external_id"] ?? .null,
      "active": .bool(record.flag("active", true)), "punchout_email": .null,
      "branch": branch(tenant, record.int("location")),
    ]
  }

  static func accountCode(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let code = record.text("code") ?? ""
    return [
      "id": .int(record.id), "code": .string(code), "description": record["description"] ?? "",
      "account_type": .int(record.int("account_type") ?? 2), "active": .bool(record.flag("active", true)),
      "parent": record["parent"] ?? .null, "code_length": .int(code.count), "applied_accounts_count": 0,
    ]
  }

  /// An account, which is an account code of one department, as its own list shows it.
  static func account(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let department = tenant[.departments, record.int("department")].map { self.department(tenant, $0) }
    let more: [(String, JSON?)] = [
      ("department", department ?? .null), ("budget_used_approved", "0.00"), ("budget_used_purchased", "0.00"),
    ]
    return .record(common(tenant, record) + more)
  }

  /// As it stands in items and allocations.
  static func budget(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    guard let record = tenant[.accounts, id] else { return .null }
    let department = tenant[.departments, record.int("department")].map { departmentSummary(tenant, $0) }
    let more: [(String, JSON?)] = [
      ("department", department ?? .null), ("warning_indicator", false), ("budget_used_approved", 0),
      ("budget_used_purchased", 0),
    ]
    return .record(common(tenant, record) + more)
  }

  private static func common(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> [(String, JSON?)] {
    let code = tenant[.accountCodes, record.int("account_code")].map { accountCode(tenant, $0) }
    let budget: JSON = .fixed(record.amount("budget"), 2)
    return [
      ("id", .int(record.id)), ("account_code", code ?? .null), ("start_datetime", record["start_datetime"] ?? .null),
      ("end_datetime", record["end_datetime"] ?? .null), ("budget", budget), ("balance_approved", budget),
      ("balance_purchased", budget), ("active", .bool(record.flag("active", true))),
    ]
  }

  static func location(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let departments = tenant.all(.departments).filter { $0.int("location") == record.id }
    let address = self.address(record)
    return [
      "id": .int(record.id), "name": record["name"] ?? "", "url": .null, "logo": "",
      "currency": currency(tenant, record.int("currency")), "phoneOne": record["phone"] ?? "", "fax": .null,
      "email": record["email"] ?? .null, "primary_billing_address": address, "primary_shipping_address": address,
      "shipping_addresses": [address], "language": 1, "locationTimezone": record["time_zone"] ?? "UTC",
      "headquarter": .bool(record.flag("headquarter")), "department_count": .int(departments.count),
      "active": .bool(record.flag("active", true)), "external_id": record["external_id"] ?? .null,
    ]
  }

  static func address(_ location: ProcurifyRecord) -> JSON {
    [
      "id": .int(location.id), "name": location["name"] ?? "", "addressLineOne": location["street"] ?? "",
      "city": location["city"] ?? "", "postalCode": location["postal_code"] ?? "",
      "state_province": location["state"] ?? "", "country": location["country"] ?? "",
    ]
  }
}
