import Core
import Foundation

/// `POST /_sandbox/generate`: a plausible company with its plants, accounts and vendors, and what it bought, at random but
/// repeatably.
enum ProcurifyGenerate {
  static let deeds = [
    ProcurifyDeed(.post, "/generate") { tenant, _, body throws(ProcurifyRefusal) in try answer(body, &tenant) }
  ]

  private static let shape = Record([
    .required(.whole(0...Int(Int32.max)), "seed"),
    .optional(.whole(0...26), "plants"), .optional(.whole(0...8), "departments"),
    .optional(.whole(0...90), "accounts"), .optional(.whole(0...20_000), "vendors", "items"),
    .optional(.whole(0...50_000), "orders", "requisitions", "bills"), .optional(.whole(0...100), "unmapped_share"),
    .optional(.whole(0...3650), "days"),
  ])

  private static func answer(_ body: JSON, _ tenant: inout ProcurifyTenant) throws(ProcurifyRefusal) -> Answer {
    var complaints = Complaints()
    shape.check(body, Place(), &complaints)
    try complaints.refuse()
    let count: (String, Int) -> Int = { body[$0]?.wholeNumber ?? $1 }
    var words = MadeUp(seed: UInt64(count("seed", 0)))
    let company = MadeUpCompany(body, &words, &tenant)
    let days = count("days", 30)
    let requisitions = try MadeUpOrders.requisitions(count("requisitions", 0), company, days, &words, &tenant)
    let orders = try MadeUpOrders.orders(count("orders", 0), company, days, &words, &tenant)
    let bills = try MadeUpVendorBills.bills(
      count("bills", 0),
      company,
      orders,
      unmapped: count("unmapped_share", 0),
      days,
      &words,
      &tenant
    )
    return .json(
      200,
      .record(
        company.json + [
          ("requisitions", .array(requisitions.map(JSON.int))), ("purchase_orders", .array(orders.map(JSON.int))),
          ("bills", .array(bills)),
        ]
      )
    )
  }
}
