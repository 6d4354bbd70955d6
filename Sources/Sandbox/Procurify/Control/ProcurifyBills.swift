import Core
import Foundation

/// What people do with bills in Procurify: key them in, change, approve, deny, withdraw and pay them.
enum ProcurifyBills {
  static let deeds =
    [
      ProcurifyDeed(.post, "/bills") { tenant, _, body throws(ProcurifyRefusal) in
        shown(try make(body, &tenant))
      },
      ProcurifyDeed(.put, "/bills/{id}") { tenant, call, body throws(ProcurifyRefusal) in
        let id = try call.id()
        let wish = try ProcurifyBillWish.read(body, id: id, isNew: false, &tenant)
        let version = tenant[.bills, id]?.int("version") ?? 1
        let next = body["version"] ?? .int(body["quiet"] == true ? version : version + 1)
        return shown(try PortalRegisters.change(.bills, id, wish.putting(next, at: "version"), body, &tenant))
      },
      ProcurifyDeed(.post, "/bills/{id}/status") { tenant, call, body throws(ProcurifyRefusal) in
        guard let status = body["status"]?.wholeNumber.flatMap(BillStatus.init) else {
          throw ProcurifyRefusal(422, "There is no such status.")
        }
        return shown(try set(status, try call.id(), body, &tenant))
      },
      ProcurifyDeed(.get, "/sums") { tenant, call, _ in .json(200, BillTotals(tenant, call).json) },
    ]
    + BillStatus.steps.sorted { $0.key < $1.key }.map { name, step in
      ProcurifyDeed(.post, "/bills/{id}/\(name)") { tenant, call, body throws(ProcurifyRefusal) in
        let id = try call.id()
        guard let bill = tenant[.bills, id] else { throw .notFound }
        guard let status = BillStatus(rawValue: bill.int("status") ?? 0), step.from.contains(status) else {
          throw ProcurifyRefusal(409, "A bill that is \(bill.int("status") ?? 0) cannot be set to \(step.to.rawValue).")
        }
        if step.to == .paid { pay(bill, body, &tenant) }
        return shown(try set(step.to, id, body, &tenant))
      }
    }

  static func make(_ body: JSON, _ tenant: inout ProcurifyTenant) throws(ProcurifyRefusal) -> ProcurifyRecord {
    let place = tenant.add(.bills, [:])
    let wish = try ProcurifyBillWish.read(body, id: place.id, isNew: true, &tenant)
    let number = wish["invoice_number"] ?? .string("INV-\(place.id)")
    let history: JSON = [["status": wish["status"] ?? 0, "at": .string(tenant.time)]]
    let facts = wish.putting(number, at: "invoice_number").putting(history, at: "history")
    return try PortalRegisters.change(.bills, place.id, facts, body, &tenant)
  }

  private static func set(
    _ status: BillStatus,
    _ id: Int,
    _ body: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> ProcurifyRecord {
    let step: JSON = ["status": .int(status.rawValue), "at": .string(tenant.time)]
    let history = (tenant[.bills, id]?.list("history") ?? []) + [step]
    return try PortalRegisters.change(
      .bills,
      id,
      ["status": .int(status.rawValue), "history": .array(history)],
      body,
      &tenant
    )
  }

  private static func pay(_ bill: ProcurifyRecord, _ body: JSON, _ tenant: inout ProcurifyTenant) {
    let payment = tenant.add(
      .payments,
      [
        "bills": [.int(bill.id)], "amount": .number(BillSums(bill).totalWithTax), "status": "paid",
        "currency": bill["currency"] ?? 1, "vendor": bill["vendor"] ?? .null, "date": .string(tenant.time),
      ]
    )
    tenant.change(.bills, bill.id) { $0.body = $0.body.putting(.int(payment.id), at: "payment") }
  }

  /// A bill as it is kept, with what it comes to.
  private static func shown(_ bill: ProcurifyRecord) -> Answer {
    let total: JSON = .number(BillSums(bill).totalWithTax)
    let uuid: JSON = .string(ProcurifyShelf.bills.uuid(bill.id))
    return .json(200, PortalRegisters.fact(bill).putting(uuid, at: "uuid").putting(total, at: "total_cost_with_tax"))
  }
}
