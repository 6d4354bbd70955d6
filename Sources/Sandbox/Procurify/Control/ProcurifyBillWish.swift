import Core
import Foundation

/// What somebody wants a bill to be; `contrib/simulators.md` names the members.
struct ProcurifyBillWish: Sendable {
  private static let members: [Record.Members] =
    [
      .nullable(.anything, "vendor", "currency", "payment_term", "user"), .nullable(.whole(0...8), "status"),
      .nullable(.whole(0...2), "type"), .nullable(.text(upTo: 50), "invoice_number"),
      .nullable(.text(upTo: 100), "vendor_name"),
      .nullable(.dateTime, "invoice_date", "due_date", "gl_post_date", "submitted_date"), .nullable(.text, "note"),
      .nullable(.some(.record(item)), "items"), .nullable(.list(.record(cost)), "costs"),
      .optional(.whole(1...10_000), "version"),
    ] + ProcurifyKind.stamp

  private static let item = Record([
    .nullable(.text(upTo: 1000), "description"), .nullable(.text(upTo: 100), "sku"),
    .nullable(.text(upTo: 30), "unit", "tax_name"),
    .nullable(.amount(from: 0, to: nil, places: 8), "quantity", "unit_cost", "tax_percentage", "shipping_amount"),
    .nullable(.amount(from: 0, to: nil, places: 2), "tax_amount"), .nullable(.flag, "tax_is_inclusive", "bill_by_cost"),
    .nullable(.anything, "order_item", "account"), .nullable(.list(.record(allocation)), "allocations"),
  ])
  private static let allocation = Record([
    .required(.anything, "account"), .nullable(.amount(from: 0, to: nil, places: 8), "amount"),
    .nullable(.amount(from: 0, to: 100, places: 4), "percent"),
  ])
  private static let cost = Record([
    .required(.text(upTo: 100), "name"), .required(.amount(from: 0, to: nil, places: 8), "amount"),
    .nullable(.anything, "account"),
  ])

  /// The facts of a bill, new or in place of others.
  static func read(
    _ body: JSON,
    id: Int,
    isNew: Bool,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> JSON {
    var complaints = Complaints()
    Record(members).check(body, Place(), &complaints)
    for name in ["vendor", "items"] where isNew && (body[name] ?? .null).isNull {
      complaints.add(Place(name), "The \(name) field is required.")
    }
    try complaints.refuse()
    var wish: JSON = isNew ? usual(tenant) : [:]
    for member in body.objectValue?.members ?? [] where !["modified", "quiet"].contains(member.key) {
      let value = value(member.key, member.value, id, &tenant, &complaints)
      wish = wish.putting(value, at: member.key)
    }
    try complaints.refuse()
    return wish
  }

  private static let references: [String: ProcurifyShelf] = [
    "vendor": .vendors, "currency": .currencies, "payment_term": .terms, "user": .users,
  ]

  private static func value(
    _ name: String,
    _ value: JSON,
    _ id: Int,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> JSON {
    if let shelf = references[name] {
      return ProcurifyReference.resolved(value, shelf, Place(name), &tenant, &complaints)
    }
    switch name {
    case "items": return items(value, id, &tenant, &complaints)
    case "costs": return costs(value, id, &tenant, &complaints)
    case _ where name.hasSuffix("_date"): return JSON(value.stringValue.flatMap(ProcurifyClock.normal))
    default: return value
    }
  }

  private static func usual(_ tenant: ProcurifyTenant) -> JSON {
    let day = String(tenant.time.prefix(10)) + "T00:00:00Z"
    return [
      "currency": 1, "status": 0, "type": 0, "version": 1, "invoice_date": .string(day), "due_date": .string(day),
      "gl_post_date": .string(day), "submitted_date": .null, "note": "", "costs": [],
    ]
  }

  private static func items(
    _ list: JSON,
    _ bill: Int,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> JSON {
    var items: [JSON] = []
    for (index, wish) in (list.arrayValue ?? []).enumerated() {
      let place = Place("items")[index]
      let origin = ProcurifyReference.resolved(
        wish["order_item"] ?? .null,
        .items,
        place["order_item"],
        &tenant,
        &complaints
      )
      var item = completed(wish, tenant[.items, origin.intValue])
      item = item.putting(.int(bill * 1000 + index + 1), at: "id").putting(origin, at: "order_item")
      let fallback = wish["account"] ?? tenant[.items, origin.intValue]?["account"]
      let allocations = allocations(item, fallback, place, &tenant, &complaints)
      items.append(item.putting(.array(allocations), at: "allocations").putting(.none, at: "account"))
    }
    return .array(items)
  }

  /// What is not said is as it was ordered.
  private static func completed(_ wish: JSON, _ ordered: ProcurifyRecord?) -> JSON {
    .record([
      ("description", wish["description"] ?? ordered?["name"] ?? ""), ("sku", wish["sku"] ?? ordered?["sku"]),
      ("unit", wish["unit"] ?? ordered?["unit"] ?? "ea"), ("quantity", wish["quantity"] ?? ordered?["quantity"] ?? 1),
      ("unit_cost", wish["unit_cost"] ?? ordered?["price"] ?? 0), ("tax_name", wish["tax_name"]),
      ("tax_percentage", wish["tax_percentage"]), ("tax_amount", wish["tax_amount"]),
      ("tax_is_inclusive", wish["tax_is_inclusive"]), ("shipping_amount", wish["shipping_amount"]),
      ("bill_by_cost", wish["bill_by_cost"]), ("allocations", wish["allocations"]),
    ])
  }

  /// Amounts as they are said, or by percentage; what is said of neither gets the rest.
  private static func allocations(
    _ item: JSON,
    _ fallback: JSON?,
    _ place: Place,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> [JSON] {
    let wishes = item["allocations"]?.arrayValue ?? fallback.map { [["account": $0]] } ?? []
    let whole = BillItemSums(item).entered
    var rest = whole
    var made: [JSON] = []
    for (index, wish) in wishes.enumerated() {
      let place = place["allocations"][index]
      let account = ProcurifyReference.resolved(
        wish["account"] ?? .null,
        .accounts,
        place["account"],
        &tenant,
        &complaints
      )
      let share = wish["percent"]?.decimalValue.map { (whole * $0 / 100).rounded(2) }
      let amount = wish["amount"]?.decimalValue ?? share ?? rest
      let isLast = index == wishes.count - 1 && wish["amount"] == nil
      made.append(["account": account, "amount": .number(isLast ? rest : amount)])
      rest -= amount
    }
    return made
  }

  private static func costs(
    _ list: JSON,
    _ bill: Int,
    _ tenant: inout ProcurifyTenant,
    _ complaints: inout Complaints
  ) -> JSON {
    var costs: [JSON] = []
    for (index, wish) in (list.arrayValue ?? []).enumerated() {
      let account = wish["account"].map {
        ProcurifyReference.resolved($0, .accounts, Place("costs")[index]["account"], &tenant, &complaints)
      }
      costs.append(wish.putting(.int(bill * 100 + index + 1), at: "id").putting(account, at: "account"))
    }
    return .array(costs)
  }
}
