import Core

/// What people do with records of the registers: make, rename, archive and delete them.
enum PortalRegisters {
  static let deeds =
    ProcurifyKind.all.flatMap { kind -> [ProcurifyDeed] in
      let path = "/\(kind.shelf.rawValue)"
      return [
        ProcurifyDeed(.post, path) { tenant, _, body throws(ProcurifyRefusal) in
          let wish = try kind.read(body, isNew: true, &tenant)
          let record = tenant.add(kind.shelf, wish)
          return shown(stamped(kind.shelf, record.id, body, &tenant))
        },
        ProcurifyDeed(.put, path + "/{id}") { tenant, call, body throws(ProcurifyRefusal) in
          let id = try call.id()
          let wish = try kind.read(body, isNew: false, &tenant)
          return shown(try change(kind.shelf, id, wish, body, &tenant))
        },
        ProcurifyDeed(.post, path + "/{id}/archive") { tenant, call, body throws(ProcurifyRefusal) in
          shown(try change(kind.shelf, try call.id(), ["active": false], body, &tenant))
        },
      ]
    }
    + ProcurifyShelf.allCases.flatMap { shelf -> [ProcurifyDeed] in
      [
        ProcurifyDeed(.get, "/\(shelf.rawValue)") { tenant, _, _ in
          .json(200, .array(tenant.all(shelf).map(fact)))
        },
        ProcurifyDeed(.get, "/\(shelf.rawValue)/{id}") { tenant, call, _ throws(ProcurifyRefusal) in
          guard let record = tenant[shelf, try call.id()] else { throw .notFound }
          return shown(record)
        },
        ProcurifyDeed(.delete, "/\(shelf.rawValue)/{id}") { tenant, call, _ throws(ProcurifyRefusal) in
          let id = try call.id()
          guard tenant[shelf, id] != nil else { throw .notFound }
          tenant.remove(shelf, id)
          return Answer(status: 204)
        },
      ]
    }

  /// Puts these members in place of the old ones; a stamp is now, unless the body says otherwise.
  static func change(
    _ shelf: ProcurifyShelf,
    _ id: Int,
    _ wish: JSON,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> ProcurifyRecord {
    let isQuiet = body["quiet"] == true
    let changed = tenant.change(shelf, id, touch: !isQuiet) { record in
      for member in wish.objectValue?.members ?? [] { record.body = record.body.putting(member.value, at: member.key) }
    }
    guard changed != nil else { throw .notFound }
    guard let record = stamped(shelf, id, body, &tenant) else { throw .notFound }
    return record
  }

  /// The record with the stamp that the body gives it, if it does.
  @discardableResult
  static func stamped(
    _ shelf: ProcurifyShelf,
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) -> ProcurifyRecord? {
    guard let stamp = body["modified"] else { return tenant[shelf, id] }
    return tenant.change(shelf, id, touch: false) { $0.modified = stamp.stringValue.flatMap(ProcurifyClock.normal) }
  }

  static func shown(_ record: ProcurifyRecord?) -> Answer {
    record.map { .json(200, fact($0)) } ?? ProcurifyRefusal.notFound.answer
  }

  /// A record as it is kept, with its number and stamps.
  static func fact(_ record: ProcurifyRecord) -> JSON {
    let head: [(String, JSON?)] = [
      ("id", .int(record.id)), ("created", .string(record.created)), ("modified", JSON(record.modified)),
    ]
    return .record(head + (record.body.objectValue?.members ?? []).filter { $0.key != "id" }.map { ($0.key, $0.value) })
  }
}
