import Core
import Foundation

/// What people do with purchase orders in Procurify: place, change, receive, cancel, close, reopen and pay them.
enum PortalOrders {
  static let deeds =
    [
      ProcurifyDeed(.post, "/purchase-orders") { tenant, _, body throws(ProcurifyRefusal) in
        .json(200, fact(try make(body, &tenant)))
      },
      ProcurifyDeed(.put, "/purchase-orders/{id}") { tenant, call, body throws(ProcurifyRefusal) in
        .json(200, fact(try change(try call.id(), body, &tenant)))
      },
      ProcurifyDeed(.put, "/order-items/{id}") { tenant, call, body throws(ProcurifyRefusal) in
        let facts = try ProcurifyItemWish.kind.read(body, isNew: false, &tenant)
        return PortalRegisters.shown(try PortalRegisters.change(.items, try call.id(), facts, body, &tenant))
      },
      ProcurifyDeed(.post, "/purchase-orders/{id}/receive") { tenant, call, body throws(ProcurifyRefusal) in
        .json(200, fact(try receive(try call.id(), body, &tenant)))
      },
      ProcurifyDeed(.post, "/purchase-orders/{id}/state") { tenant, call, body throws(ProcurifyRefusal) in
        guard let state = body["state"]?.wholeNumber, (0...5).contains(state) else {
          throw ProcurifyRefusal(422, "There is no such state.")
        }
        let facts: JSON = ["state": .int(state)]
        return .json(200, fact(try PortalRegisters.change(.orders, try call.id(), facts, body, &tenant)))
      },
    ]
    + OrderState.steps.sorted { $0.key < $1.key }.map { name, step in
      ProcurifyDeed(.post, "/purchase-orders/{id}/\(name)") { tenant, call, body throws(ProcurifyRefusal) in
        let id = try call.id()
        guard let order = tenant[.orders, id] else { throw .notFound }
        guard step.from.contains(tenant.state(order)) else {
          throw ProcurifyRefusal(409, "An order in this state cannot be set to \(step.to.rawValue).")
        }
        let closed: JSON = step.to == .closed ? .string(tenant.time) : .null
        let facts: JSON = ["state": .int(step.to.rawValue), "closed_date": closed]
        return .json(200, fact(try PortalRegisters.change(.orders, id, facts, body, &tenant)))
      }
    }

  private static let modifier = Shape.record(
    Record([
      .required(.amount(from: 0, to: nil, places: 6), "value"), .required(.choice(["amount", "percentage"]), "type"),
    ])
  )

  private static let head = ProcurifyKind(
    shelf: .orders,
    members: [
      .nullable(.anything, "vendor", "currency", "location", "payment_term", "user"),
      .nullable(.text(upTo: 30), "number", "custom_number"), .nullable(.text(upTo: 150), "vendor_name"),
      .nullable(.dateTime, "date", "promise_date", "expiry_date", "closed_date"),
      .nullable(.amount(from: 0, to: nil, places: 6), "freight", "other", "rate"),
      .nullable(modifier, "tax", "discount"), .nullable(.text, "comment"), .nullable(.whole(0...5), "state"),
      .optional(.whole(1...10_000), "version"),
    ],
    needed: ["vendor"],
    references: [
      "vendor": .vendors, "currency": .currencies, "location": .locations, "payment_term": .terms, "user": .users,
    ],
    moments: ["date", "promise_date", "expiry_date", "closed_date"],
    usual: ["currency": 1, "state": 0, "version": 1]
  )

  static func make(_ body: JSON, _ tenant: inout ProcurifyTenant) throws(ProcurifyRefusal) -> ProcurifyRecord {
    guard let list = body["items"]?.arrayValue, !list.isEmpty else {
      throw ProcurifyRefusal(422, "A purchase order needs items.")
    }
    var facts = try head.read(body.putting(.none, at: "items"), isNew: true, &tenant)
    for name in ["date", "promise_date"] where facts[name] == nil {
      facts = facts.putting(.string(tenant.time), at: name)
    }
    let id = tenant.add(.orders, facts).id
    if facts["number"] == nil { facts = facts.putting(.string("PO-\(id)"), at: "number") }
    let usual: JSON = ["currency": facts["currency"] ?? 1, "vendor": facts["vendor"] ?? 1]
    let ids = try ProcurifyItemWish.read(list, usual: usual, &tenant)
    number(ids, id, version: facts["version"]?.intValue ?? 1, vendor: facts["vendor"], &tenant)
    return try PortalRegisters.change(.orders, id, facts.putting(.array(ids.map(JSON.int)), at: "items"), body, &tenant)
  }

  /// A new version, unless it is said quietly; items that are named no more are no longer on the order.
  private static func change(
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> ProcurifyRecord {
    guard let order = tenant[.orders, id] else { throw .notFound }
    var facts = try head.read(body.putting(.none, at: "items"), isNew: false, &tenant)
    let old = order.int("version") ?? 1
    let version = facts["version"]?.intValue ?? (body["quiet"] == true ? old : old + 1)
    facts = facts.putting(.int(version), at: "version")
    var ids = order.ids("items")
    if let list = body["items"]?.arrayValue {
      let usual: JSON = ["currency": order["currency"] ?? 1, "vendor": order["vendor"] ?? 1]
      let kept = try ProcurifyItemWish.read(list, usual: usual, &tenant)
      for gone in ids where !kept.contains(gone) {
        tenant.change(.items, gone) { $0.body = $0.body.putting(.null, at: "purchase_order") }
      }
      ids = kept
      facts = facts.putting(.array(ids.map(JSON.int)), at: "items")
    }
    number(ids, id, version: version, vendor: facts["vendor"], &tenant)
    return try PortalRegisters.change(.orders, id, facts, body, &tenant)
  }

  /// Puts items on an order, numbered from one.
  private static func number(
    _ ids: [Int],
    _ order: Int,
    version: Int,
    vendor: JSON?,
    _ tenant: inout ProcurifyTenant
  ) {
    let time: JSON = .string(tenant.time)
    for (index, id) in ids.enumerated() {
      tenant.change(.items, id) { item in
        let line: JSON = ["purchase_order": .int(order), "line": .int(index + 1), "po_version": .int(version)]
        ProcurifyItemWish.put(line, into: &item)
        if item["approved_at"] == nil { item.body = item.body.putting(time, at: "approved_at") }
        if (item.int("status") ?? 0) < 2 { item.body = item.body.putting(2, at: "status") }
        if let vendor { item.body = item.body.putting(vendor, at: "vendor") }
      }
    }
  }

  /// All of it, or `{"items": {"8801": 1.5}}`; the numbers add up.
  private static func receive(
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> ProcurifyRecord {
    guard let order = tenant[.orders, id] else { throw .notFound }
    for item in tenant.all(.items, order.ids("items")) {
      let rest = item.amount("quantity") - item.amount("received")
      let more = body["items"].map { $0[String(item.id)]?.number ?? 0 } ?? rest
      guard more != 0 else { continue }
      let received = item.amount("received") + more
      let status: JSON = received >= item.amount("quantity") ? 3 : 5
      tenant.change(.items, item.id) {
        ProcurifyItemWish.put(["received": .number(received), "status": status], into: &$0)
      }
    }
    return try PortalRegisters.change(.orders, id, [:], body, &tenant)
  }

  static func fact(_ order: ProcurifyRecord) -> JSON {
    PortalRegisters.fact(order).putting(.string(ProcurifyShelf.orders.uuid(order.id)), at: "uuid")
  }
}
