import Core
import Testing

@testable import Sandbox

@Suite("stand-in for Odoo: a company that invoices")
struct InvoicingWorldTests {
  private static func calls() throws -> ReverseCalls {
    var world = InvoicingWorld()
    try world.invoice(quantities: [10, 3])
    return ReverseCalls(records: world.records, companies: [1], isClean: true)
  }

  private static func pay(_ amount: String, event: String, journal: Int, more: [(String, JSON?)] = []) -> JSON {
    let arguments: [(String, JSON?)] = [
      ("journal", .int(journal)), ("amount", .string(amount)), ("currency", "EUR"), ("date", "2026-03-10"),
      ("memo", "202600001"), ("event", .string(event)),
    ]
    return [
      "model": "account.move", "ids": [1], "method": "_procountor_register_payment",
      "arguments": .record(arguments + more),
    ]
  }

  @Test("adds up an invoice as Odoo does, line by line")
  func totals() throws {
    let records = try Self.calls().records
    #expect(records.value("account.move", 1, "amount_untaxed") == "1010")
    #expect(records.value("account.move", 1, "amount_tax") == "250.35")
    #expect(records.value("account.move", 1, "amount_total") == "1260.35")
    #expect(records.value("account.move", 1, "amount_residual") == "1260.35")
  }

  @Test("has valid numbers: business IDs and references")
  func numbers() throws {
    let records = try Self.calls().records
    for partner in records.ids("res.partner") {
      let number = records.value("res.partner", partner, "company_registry")?.stringValue ?? ""
      #expect(FinnishNumbers.isBusinessID(number), "\(number)")
    }
    let reference = records.value("account.move", 1, "payment_reference")?.stringValue ?? ""
    #expect(ReferenceNumber.isFinnish(reference), "\(reference)")
  }

  @Test("a part leaves the rest open, the rest pays it, the same event is booked once")
  func payments() throws {
    var calls = try Self.calls()
    let journal = InvoicingWorld().bankJournal
    let first = try calls.serve("odoo/call", Self.pay("500", event: "1/7", journal: journal))
    #expect(calls.records.value("account.move", 1, "payment_state") == "partial")
    #expect(try calls.serve("odoo/call", Self.pay("500", event: "1/7", journal: journal)) == first)
    #expect(calls.records.value("account.move", 1, "amount_residual") == "760.35")
    _ = try calls.serve("odoo/call", Self.pay("760.35", event: "1/8", journal: journal))
    #expect(calls.records.value("account.move", 1, "payment_state") == "paid")
    #expect(calls.records.payments(of: 1).count == 2)
  }

  @Test(
    "refuses a payment that the addon refuses",
    arguments: [
      ("0", 3, [], "odoo.user"), ("5", 1, [], "odoo.user"), ("5", 3, [("currency", "USD")], "odoo.user"),
      ("5", 3, [("date", "yesterday")], "odoo.invalid"), ("5", 3, [("note", "x")], "odoo.invalid"),
    ] as [(String, Int, [(String, JSON)], String)]
  )
  func refusesPayments(_ amount: String, _ journal: Int, _ more: [(String, JSON)], _ code: String) throws {
    var calls = try Self.calls()
    var params = Self.pay(amount, event: "1/7", journal: journal)
    var arguments = params["arguments"]?.objectValue ?? JSONObject()
    for (name, value) in more { arguments[name] = value }
    params = [
      "model": "account.move", "ids": [1], "method": "_procountor_register_payment", "arguments": .object(arguments),
    ]
    let error = #expect(throws: ServedError.self) { try calls.serve("odoo/call", params) }
    #expect(error?.code == code)
    #expect(calls.records.payments(of: 1).isEmpty)
  }

  private static func bill(_ line: [(String, JSON?)], _ more: [(String, JSON?)] = []) -> JSON {
    let lines: [(String, JSON?)] = [
      ("account_id", 5), ("name", "Timber"), ("quantity", "1"), ("price_unit", "100"), ("tax_ids", [3]),
    ]
    let values: [(String, JSON?)] = [
      ("move_type", "in_invoice"), ("journal_id", 2), ("partner_id", 2), ("invoice_date", "2026-03-05"), ("ref", "L-1"),
      ("invoice_line_ids", [JSON.record(lines + line)]),
    ]
    return ["model": "account.move", "values": [JSON.record(values + more)]]
  }

  @Test("takes a bill with its lines as a draft, and posts it under a number")
  func bills() throws {
    var calls = try Self.calls()
    let made = try calls.serve("odoo/create", Self.bill([("analytic_distribution", ["3": 100])]))
    #expect(made == ["ids": [2]])
    #expect(calls.records.value("account.move", 2, "amount_total") == "125.5")
    #expect(calls.records.value("account.move", 2, "state") == "draft")
    _ = try calls.serve("odoo/call", ["model": "account.move", "ids": [2], "method": "action_post", "arguments": [:]])
    #expect(calls.records.value("account.move", 2, "name") == "BILL/2026/00001")
    let again = #expect(throws: ServedError.self) {
      try calls.serve("odoo/call", ["model": "account.move", "ids": [2], "method": "action_post", "arguments": [:]])
    }
    #expect(again?.code == "odoo.user")
  }

  @Test(
    "refuses what Odoo would not take: unknown fields, values of another type, records that are not there",
    arguments: [
      ([], [("journal_id", 3)], "odoo.user"), ([("account_id", 99)], [], "odoo.user"),
      ([("account_id", nil)], [], "odoo.user"), ([("debit", "1")], [], "odoo.refused"),
      ([("tax_ids", "25.5")], [], "odoo.invalid"), ([], [("invoice_date", "5.3.2026")], "odoo.invalid"),
      ([], [("state", "posted")], "odoo.refused"), ([], [("move_type", "bill")], "odoo.invalid"),
      ([], [("partner_id", "Puutavara Oy")], "odoo.invalid"),
    ] as [([(String, JSON?)], [(String, JSON?)], String)]
  )
  func refusesBills(_ line: [(String, JSON?)], _ more: [(String, JSON?)], _ code: String) throws {
    var calls = try Self.calls()
    let params = Self.overriding(line, more)
    let error = #expect(throws: ServedError.self) { try calls.serve("odoo/create", params) }
    #expect(error?.code == code)
  }

  /// The bill with these members in place of its own.
  private static func overriding(_ line: [(String, JSON?)], _ more: [(String, JSON?)]) -> JSON {
    var values = bill([])["values"]?[0]?.objectValue ?? JSONObject()
    var row = values["invoice_line_ids"]?[0]?.objectValue ?? JSONObject()
    for (name, value) in line { row[name] = value ?? .null }
    values["invoice_line_ids"] = [.object(row)]
    for (name, value) in more { values[name] = value ?? .null }
    return ["model": "account.move", "values": [.object(values)]]
  }

  @Test("shows on an invoice what was brought, and finds it by that; a document that came in is claimed once")
  func references() throws {
    var calls = try Self.calls()
    let own: [(String, JSON?)] = [
      ("model", "account.move"), ("record", 1), ("connection", "c"), ("external_id", "9001"), ("number", "1001"),
      ("entry", 3), ("status", "UNFINISHED"),
    ]
    func reference(_ method: String, _ more: [(String, JSON?)]) throws -> JSON? {
      let params: JSON = [
        "model": "sidecar.reference", "ids": [], "method": .string(method), "arguments": .record(own + more),
      ]
      return try calls.serve("odoo/call", params)["result"]?["changed"]
    }
    let sent: [(String, JSON?)] = [("flow", "procountor.invoice.send"), ("sent_at", "2026-03-02T09:00:00Z")]
    #expect(try reference("bring", sent) == true)
    #expect(try reference("bring", [("flow", "procountor.invoice.send")]) == false)
    #expect(calls.records.value("account.move", 1, "procountor_invoice_id") == "9001")
    #expect(calls.records.value("account.move", 1, "procountor_status") == "UNFINISHED")
    let domain: JSON = [["procountor_invoice_id", "!=", false], ["procountor_sent_date", "<", "2026-03-03"]]
    let found = try calls.serve("odoo/search_read", ["model": "account.move", "domain": domain, "fields": [:]])
    #expect(found["records"]?.arrayValue?.count == 1)
    #expect(try reference("claim", [("flow", "procountor.payment.pull")]) == true)
    #expect(try reference("claim", [("flow", "procountor.payment.pull")]) == false)
    let error = #expect(throws: ServedError.self) { try reference("bring", [("flow", "f"), ("note", "x")]) }
    #expect(error?.code == "odoo.invalid")
  }

  @Test(
    "searches as accounting does: by company, without regard to case, in an order",
    arguments: [
      ("account.account", [["company_ids", "parent_of", [1]], ["code", "in", ["4000", "7800"]]], 1),
      ("res.partner", [["name", "=ilike", "esimerkki oy"]], 1),
      ("account.tax", [["type_tax_use", "=", "purchase"], ["amount", "=", "25.5"]], 1),
    ] as [(String, JSON, Int)]
  )
  func searches(_ model: String, _ domain: JSON, _ count: Int) throws {
    var calls = try Self.calls()
    let answer = try calls.serve("odoo/search_read", ["model": .string(model), "domain": domain, "fields": [:]])
    #expect(answer["records"]?.arrayValue?.count == count)
  }

  @Test("sorts by what was asked for")
  func order() throws {
    var calls = try Self.calls()
    let params: JSON = [
      "model": "account.account", "domain": [], "fields": ["code": nil], "order": "code desc", "limit": 2,
    ]
    let codes = try calls.serve("odoo/search_read", params)["records"]?.arrayValue?.map { $0["code"] }
    #expect(codes == ["7700", "4000"])
  }
}
