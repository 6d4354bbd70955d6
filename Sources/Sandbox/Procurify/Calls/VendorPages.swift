import Core

/// `/api/v3/vendors/`: by group, or one by its number.
enum VendorPages {
  static let routes = [
    ProcurifyRoute("/api/v3/vendors/{group}/", list.name) { tenant, call throws(ProcurifyRefusal) in
      let group = call.parameters["group"] ?? ""
      if let id = Int(group) {
        guard let record = tenant[.vendors, id] else { throw .notFound }
        return try UserPages.single(ShownVendor.detail(tenant, record), call, tenant)
      }
      guard let isIn = groups[group] else { throw .notFound }
      return try list.answer(tenant, call, where: isIn)
    }
  ]

  /// Everybody is in `all`; the other groups hold who is active, by type.
  private static let groups: [String: @Sendable (ProcurifyRecord) -> Bool] = [
    "all": { _ in true }, "default": { isActive($0, [3, 4]) }, "preferred": { isActive($0, [3]) },
    "purchasable": { isActive($0, [3, 4, 7]) }, "requestable": { isActive($0, [1, 3, 4, 7]) },
    "other": { isActive($0, [1]) }, "credit_card_providers": { isActive($0, [6]) },
  ]

  private static func isActive(_ record: ProcurifyRecord, _ types: Set<Int>) -> Bool {
    record.flag("active", true) && types.contains(record.int("type") ?? 4)
  }

  private static let list = ProcurifyList(
    name: "vendors",
    shelf: .vendors,
    filters: [
      "type": .choice(1...7, "type"), "type__in": .numbers { $1.int("type") }, "name": .text("name"),
      "external_id": .text("external_id"), "search": .search("name", "external_id"),
      "exclude_other": ProcurifyFilter("Enter true or false.") { text, _ in
        ["true", "false"].contains(text) ? { text == "false" || $1.int("type") != 1 } : nil
      },
    ],
    orders: [
      "name": ProcurifyList.byText("name"), "external_id": ProcurifyList.byText("external_id"),
      "dateModified": ProcurifyList.byModified,
    ],
    show: ShownVendor.row
  )
}
