import Core
import Sandbox

/// What a clerk and an accountant see of Procountor, story by story.
enum ProcountorStories {
  static let send = "procountor.invoice.send"
  static let payments = "procountor.payment.pull"

  static let all = [invoice, lostInvoice, paid, bills]

  private static let invoice = Story.procountor(
    name: "procountor-invoice",
    title: "Procountor: an invoice leaves with its customer and products; clicked twice, it is there once"
  ) { stage in
    var world = InvoicingWorld()
    let invoice = try world.invoice(quantities: [10, 3])
    let odoo = try await stage.odoo(world)
    tell("the connection is saved and tested, the VAT settings are fetched")
    let first = try await stage.send(odoo, [invoice])
    try expect(first.statuses == ["sent"], "the invoice is sent: \(first.documents)")
    let second = try await stage.send(odoo, [invoice])
    try expect(second.statuses == ["already_sent"], "the second click says already sent: \(second.documents)")
    let numbers = try await stage.portal.numbers()
    try expect(numbers == ["INV/2026/00001": 1], "Procountor holds the invoice exactly once: \(numbers)")
    let id = odoo.procountorID(invoice) ?? ""
    let kept = try await stage.portal.get("/invoices/\(id)")
    let total = kept["invoiceSumInfo"]?[0]?["invoiceSumTotal"]?.decimalValue
    let ours = odoo.database.records.value("account.move", invoice, "amount_total")?.decimalValue
    try expect(total == ours, "both come to the same: \(total.map { "\($0)" } ?? "nothing")")
    let number = odoo.text("account.move", invoice, "procountor_invoice_number")
    tell(
      "sent once; Procountor's number \(number), status \(kept["status"]?.stringValue ?? ""), \(kept["invoiceRows"]?.arrayValue?.count ?? 0) rows"
    )
    try await expectRegisters(stage, odoo, kept)
    let log = try await odoo.ask("log/list")
    try expect(ProcountorStage.secrets.values.allSatisfy { !log.text.contains($0) }, "the log holds no secret")
  }

  /// The customer and the products that were sent along are linked with records of Odoo, and named on the invoice.
  private static func expectRegisters(_ stage: ProcountorStage, _ odoo: OdooStandIn, _ kept: JSON) async throws {
    let customers = try await stage.portal.get("/partners").arrayValue ?? []
    let products = try await stage.portal.get("/products").arrayValue ?? []
    try expect(customers.count == 1 && products.count == 2, "one customer and two products were made along")
    try expect(kept["partnerId"] == customers[0]["id"], "the invoice names the customer: \(kept.text)")
    let rows = kept["invoiceRows"]?.arrayValue ?? []
    try expect(Set(rows.compactMap { $0["productId"]?.intValue }).count == 2, "the rows name the products")
    tell("\(customers[0]["name"]?.stringValue ?? "") and \(products.count) products were made there first, each once")
  }

  private static let lostInvoice = Story.procountor(
    name: "procountor-lost-answer",
    title: "Procountor takes the invoice, but its answer is lost: looked up by its number, never sent twice"
  ) { stage in
    var world = InvoicingWorld()
    let invoice = try world.invoice()
    let odoo = try await stage.odoo(world, settings: [("create_customers", false), ("create_products", false)])
    try await stage.portal.put("/failures", ["fail": "reply-lost:1 times"])
    let statuses = try await stage.sendUntilSent(odoo, [invoice])
    let numbers = try await stage.portal.numbers()
    try expect(numbers == ["INV/2026/00001": 1], "Procountor holds the invoice exactly once: \(numbers)")
    try expect(odoo.procountorID(invoice) != nil, "the invoice shows its id: \(statuses)")
    tell("\(statuses.joined(separator: ", ")); Procountor holds it once, the id was found by its number")
  }

  private static let paid = Story.procountor(
    name: "procountor-payments",
    title: "Procountor: approved and paid there, in parts; fetched three times, each payment is booked once"
  ) { stage in
    var world = InvoicingWorld()
    let invoices = [try world.invoice(), try world.invoice(customer: 1, quantities: [2])]
    let odoo = try await stage.odoo(world)
    let sent = try await stage.send(odoo, invoices)
    try expect(sent.statuses == ["sent", "sent"], "both are sent: \(sent.documents)")
    let ids = invoices.map { odoo.procountorID($0) ?? "" }
    for id in ids { try await stage.portal.post("/invoices/\(id)/approve", ["comment": "ok"]) }
    try await stage.portal.pay(ids[0], "REFERENCEPAYMENT", amount: 500)
    try await stage.portal.pay(ids[1], "CASH")
    tell("approved in the portal; 500 of the first came over the bank, the second was paid in cash")
    let first = try await stage.fetchPayments(odoo, invoices)
    try expect(first.applied.count == 2, "two payments are brought in: \(first.asked) \(first.applied)")
    try expectBooked(odoo, invoices, ["partial", "paid"])
    try expect(try await stage.fetchPayments(odoo, invoices).applied.isEmpty, "a second fetch brings nothing new")
    try await stage.portal.pay(ids[0], "BANKSTATEMENT")
    let pull = try await stage.poke(odoo, "pull")
    _ = try await odoo.tick()
    _ = try await stage.fetchPayments(odoo, invoices)
    try expectBooked(odoo, invoices, ["paid", "paid"])
    try expect(odoo.database.records.payments(of: invoices[0]).count == 2, "each event is booked once: \(pull.text)")
    try expect(odoo.database.records.payments(of: invoices[1]).count == 1, "the cash is booked once")
    tell("the rest came in with the scheduled fetch; fetched again, nothing is booked twice")
  }

  private static func expectBooked(_ odoo: OdooStandIn, _ invoices: [Int], _ states: [String]) throws {
    let found = invoices.map { odoo.text("account.move", $0, "payment_state") }
    try expect(
      found == states,
      "the invoices are \(states.joined(separator: ", ")), not \(found.joined(separator: ", "))"
    )
    for invoice in invoices {
      for payment in odoo.database.records.payments(of: invoice) {
        let journal = odoo.database.records.value("account.payment", payment, "journal_id")?.intValue ?? 0
        tell(
          "\(odoo.text("account.move", invoice, "name")): \(odoo.text("account.payment", payment, "amount")) EUR in the "
            + "journal \(odoo.text("account.journal", journal, "name")), \(odoo.text("account.move", invoice, "payment_state"))"
        )
      }
    }
  }
}

extension ProcountorStage {
  /// Clicks until every invoice is sent, as a clerk who was told that it goes on by itself.
  func sendUntilSent(_ odoo: OdooStandIn, _ invoices: [Int]) async throws -> [String] {
    var statuses: [String] = []
    for _ in 0..<200 {
      statuses = try await send(odoo, invoices).statuses
      if statuses.allSatisfy({ ["sent", "already_sent"].contains($0) }) { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return statuses
  }
}
