import Core

/// What people do with requisitions in Procurify: write, approve, reject, cancel and purchase them.
enum PortalRequisitions {
  static let deeds =
    [
      ProcurifyDeed(.post, "/requisitions") { tenant, _, body throws(ProcurifyRefusal) in
        shown(try make(body, &tenant))
      },
      ProcurifyDeed(.put, "/requisitions/{id}") { tenant, call, body throws(ProcurifyRefusal) in
        let id = try call.id()
        guard tenant[.requisitions, id] != nil else { throw .notFound }
        var facts = try head.read(body.putting(.none, at: "items"), isNew: false, &tenant)
        if let list = body["items"]?.arrayValue {
          facts = facts.putting(.array(try items(list, id, facts, &tenant).map(JSON.int)), at: "items")
        }
        return shown(try PortalRegisters.change(.requisitions, id, facts, body, &tenant))
      },
      ProcurifyDeed(.post, "/requisitions/{id}/status") { tenant, call, body throws(ProcurifyRefusal) in
        guard let status = body["status"]?.wholeNumber.flatMap(RequisitionStatus.init) else {
          throw ProcurifyRefusal(422, "There is no such status.")
        }
        return shown(try set(status, try call.id(), body, &tenant))
      },
      ProcurifyDeed(.post, "/requisitions/{id}/purchase") { tenant, call, body throws(ProcurifyRefusal) in
        .json(200, ["orders": .array(try purchase(try call.id(), body, &tenant).map(PortalOrders.fact))])
      },
    ]
    + RequisitionStatus.steps.sorted { $0.key < $1.key }.map { name, step in
      ProcurifyDeed(.post, "/requisitions/{id}/\(name)") { tenant, call, body throws(ProcurifyRefusal) in
        let id = try call.id()
        guard let record = tenant[.requisitions, id] else { throw .notFound }
        guard let status = RequisitionStatus(rawValue: record.int("status") ?? 0), step.from.contains(status) else {
          throw ProcurifyRefusal(409, "A requisition in this status cannot be set to \(step.to.rawValue).")
        }
        return shown(try set(step.to, id, body, &tenant))
      }
    }

  private static let head = ProcurifyKind(
    shelf: .requisitions,
    members: [
      .nullable(.text, "description"), .nullable(.whole(0...6), "status"),
      .nullable(.anything, "department", "user", "currency"), .nullable(.dateTime, "date", "required"),
    ],
    needed: ["department"],
    references: ["department": .departments, "user": .users, "currency": .currencies],
    moments: ["date", "required"],
    usual: ["currency": 1, "user": 1, "status": 0]
  )

  static func make(_ body: JSON, _ tenant: inout ProcurifyTenant) throws(ProcurifyRefusal) -> ProcurifyRecord {
    guard let list = body["items"]?.arrayValue, !list.isEmpty else {
      throw ProcurifyRefusal(422, "A requisition needs items.")
    }
    var facts = try head.read(body.putting(.none, at: "items"), isNew: true, &tenant)
    for name in ["date", "required"] where facts[name] == nil { facts = facts.putting(.string(tenant.time), at: name) }
    let id = tenant.add(.requisitions, facts).id
    let ids = try items(list, id, facts, &tenant)
    _ = try PortalRegisters.change(.requisitions, id, ["items": .array(ids.map(JSON.int))], body, &tenant)
    return try set(RequisitionStatus(rawValue: facts["status"]?.intValue ?? 0) ?? .pending, id, body, &tenant)
  }

  private static func items(
    _ list: [JSON],
    _ id: Int,
    _ facts: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [Int] {
    let usual: JSON = ["currency": facts["currency"] ?? tenant[.requisitions, id]?["currency"] ?? 1, "vendor": 1]
    let ids = try ProcurifyItemWish.read(list, usual: usual, &tenant)
    for item in ids {
      tenant.change(.items, item, touch: false) { $0.body = $0.body.putting(.int(id), at: "requisition") }
    }
    return ids
  }

  /// The items that nobody has purchased yet go along.
  private static func set(
    _ status: RequisitionStatus,
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> ProcurifyRecord {
    let time: JSON = .string(tenant.time)
    for item in tenant.all(.items, tenant[.requisitions, id]?.ids("items") ?? []) where item["purchase_order"] == nil {
      tenant.change(.items, item.id) { item in
        item.body = item.body.putting(.int(status.itemStatus), at: "status")
        if status == .approved { item.body = item.body.putting(time, at: "approved_at") }
      }
    }
    return try PortalRegisters.change(.requisitions, id, ["status": .int(status.rawValue)], body, &tenant)
  }

  /// One purchase order for each vendor; `{"items": [8801], "vendor": 44}` takes only some, and all from one vendor.
  private static func purchase(
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [ProcurifyRecord] {
    guard let record = tenant[.requisitions, id], record.int("status") == RequisitionStatus.approved.rawValue else {
      throw ProcurifyRefusal(409, "Only an approved requisition is purchased.")
    }
    let wanted = body["items"]?.arrayValue.map { Set($0.compactMap(\.wholeNumber)) }
    let items = tenant.all(.items, record.ids("items")).filter {
      $0["purchase_order"] == nil && (wanted?.contains($0.id) ?? true)
    }
    let byVendor = Dictionary(grouping: items) { $0.int("vendor") ?? 1 }
    let groups = body["vendor"].map { [($0, items)] } ?? byVendor.sorted { $0.key < $1.key }.map { (.int($0), $1) }
    var orders: [ProcurifyRecord] = []
    for (vendor, items) in groups {
      let location = tenant[.departments, record.int("department")]?["location"]
      let wish: JSON = .record([
        ("vendor", vendor), ("currency", record["currency"]), ("location", location),
        ("items", .array(items.map { .int($0.id) })),
      ])
      orders.append(try PortalOrders.make(wish, &tenant))
    }
    let isDone = tenant.all(.items, record.ids("items")).allSatisfy { $0["purchase_order"] != nil }
    let status: JSON = isDone ? .int(RequisitionStatus.purchased.rawValue) : record["status"] ?? 1
    _ = try PortalRegisters.change(.requisitions, id, ["status": status], [:], &tenant)
    return orders
  }

  private static func shown(_ record: ProcurifyRecord) -> Answer {
    let uuid: JSON = .string(ProcurifyShelf.requisitions.uuid(record.id))
    return .json(200, PortalRegisters.fact(record).putting(uuid, at: "uuid"))
  }
}
