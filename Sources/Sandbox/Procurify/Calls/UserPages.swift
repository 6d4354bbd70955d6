import Core

/// `/api/v3/users/me/`: whom the application belongs to.
enum UserPages {
  static let routes = [
    ProcurifyRoute("/api/v3/users/me/", "me") { tenant, call throws(ProcurifyRefusal) in
      try onlyFormat(call)
      let user = tenant.all(.users).first
      return .json(
        200,
        [
          "metadata": [:],
          "data": .record([
            ("id", .int(user?.id ?? 1)), ("firstName", user?["first_name"]), ("lastName", user?["last_name"]),
            ("email", .string(tenant.settings.email)), ("is_active", true),
            ("company", ["name": .string(tenant.settings.company), "domain": .string(tenant.settings.domain)]),
          ]),
        ]
      )
    }
  ]

  /// Somebody as documents name them.
  static func summary(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    guard let user = tenant[.users, id ?? 1] ?? tenant.all(.users).first else { return .null }
    return [
      "id": .int(user.id), "firstName": user["first_name"] ?? "", "lastName": user["last_name"] ?? "",
      "email": user["email"] ?? "",
    ]
  }

  /// A single record takes no parameter but `format`.
  static func onlyFormat(_ call: Call) throws(ProcurifyRefusal) {
    var complaints = Complaints()
    for (name, value) in call.query where name != "format" || value != "json" {
      complaints.add(Place(name), "There is no such parameter.")
    }
    try complaints.refuse(400)
  }

  /// A single record in its frame.
  static func single(
    _ data: JSON,
    _ call: Call,
    _ tenant: ProcurifyTenant,
    metadata: JSON = [:]
  ) throws(ProcurifyRefusal) -> Answer {
    try onlyFormat(call)
    return .json(200, ShownTime.rewritten(["metadata": metadata, "data": data], tenant.settings))
  }
}
