import Core

/// What every tenant has from its first day: a user, a base currency, terms of payment and the placeholder vendor.
enum FirstRecords {
  static func put(_ tenant: inout ProcurifyTenant) {
    tenant.add(.currencies, ["name": "USD", "description": "US Dollar", "rate": 1, "base": true, "active": true])
    tenant.add(.users, ["first_name": "Ada", "last_name": "Lim", "email": .string(tenant.settings.email)])
    for name in ["Net 30", "Net 14", "Due on receipt"] {
      tenant.add(.terms, ["name": .string(name), "description": nil, "active": true])
    }
    // The vendor of lines for which nobody has chosen one yet.
    tenant.add(.vendors, ["name": "Other", "type": 1, "active": true, "email": []])
  }
}
