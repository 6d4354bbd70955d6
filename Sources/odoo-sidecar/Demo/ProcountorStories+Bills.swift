import Core
import Foundation
import Sandbox

extension ProcountorStories {
  static let bills = Story.procountor(
    name: "procountor-bills",
    title: "Procountor: one vendor bill is imported, one waits for its account and then goes through by itself"
  ) { stage in
    let world = InvoicingWorld()
    let odoo = try await stage.odoo(world)
    try await stage.portal.post("/bills", bill("LASKU-501", account: "4000"))
    try await stage.portal.post("/bills", bill("LASKU-502", account: "7800"))
    let fetched = try await stage.poke(odoo, "incoming")
    try expect(fetched["fetched"] == 2, "two accepted bills are fetched: \(fetched.text)")
    _ = try await odoo.tick(atMost: 2)
    let first = try found(odoo, "LASKU-501")
    let values = odoo.database.records
    try expect(values.value("account.move", first, "amount_total") == "125.5", "the bill comes to what is owed")
    try expect(values.value("account.move", first, "state") == "draft", "it is a draft that a person looks at")
    tell("LASKU-501 is a draft bill of \(odoo.text("account.move", first, "amount_total")) EUR with the account 4000")
    try expect(odoo.bills("LASKU-502").isEmpty, "nothing stays of the bill that cannot be booked")
    let held = try await odoo.held().first
    let issues = held?["issues"]?.arrayValue ?? []
    try expect(
      issues.map { $0["code"] } == ["procountor.bill.account_missing"],
      "the account is named: \(held?.text ?? "")"
    )
    for issue in issues { tell("- \(issue["message"]?.stringValue ?? "") \(issue["repair"]?.stringValue ?? "")") }
    odoo.database.change { InvoicingWorld.addAccount("7800", to: &$0) }
    _ = try await odoo.tick()
    _ = try found(odoo, "LASKU-502")
    tell("the account 7800 is made; the next tick takes LASKU-502 in by itself")
    _ = try await stage.poke(odoo, "incoming")
    _ = try await odoo.tick()
    try expect(odoo.bills("LASKU-501").count == 1 && odoo.bills("LASKU-502").count == 1, "each bill is there once")
    let vendors = values.ids("res.partner").filter { values.value("res.partner", $0, "supplier_rank") == 1 }
    try expect(vendors.count == 1, "the vendor was made once: \(vendors)")
    tell("fetched again: nothing twice, and one vendor for both")
  }

  private static func bill(_ number: String, account: String) -> JSON {
    [
      "supplier": [
        "name": "Puutavara Oy", "business_id": "1366959-8", "street": "Sahatie 2", "zip": "40100", "city": "Jyväskylä",
        "country": "FINLAND",
      ],
      "number": .string(number), "date": "2026-03-05",
      "rows": [
        [
          "product": "Timber", "quantity": 1, "price": 100, "vat_percent": .number(Decimal(255) / 10),
          "account": .string(account),
        ]
      ],
    ]
  }

  private static func found(_ odoo: OdooStandIn, _ number: String) throws -> Int {
    let bills = odoo.bills(number)
    try expect(bills.count == 1, "\(number) is in Odoo once, not \(bills.count) times")
    return bills[0]
  }
}

extension OdooStandIn {
  /// The documents with this vendor's number.
  fileprivate func bills(_ number: String) -> [Int] { ids("account.move", "ref", .string(number)) }
}
