import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.invoice.send: customers and products go along", .timeLimit(.minutes(5)))
struct NeedsTests {
  /// Customer 14 and products 31 and 32 of the golden invoice stand in Odoo.
  private func with(_ settings: [String: JSON], _ body: (ProcountorWorld) async throws -> Void) async throws {
    try await ProcountorWorld.with(settings) { world in
      try put(world, "partner.send", "plain", "res.partner", 14)
      try put(world, "product.send", "plain", "product.product", 31)
      try put(world, "product.send", "without-code", "product.product", 32)
      try await body(world)
    }
  }

  private func put(_ world: ProcountorWorld, _ kind: String, _ name: String, _ model: String, _ id: Int) throws {
    let golden = try #require(Golden.cases(kind).first { $0.name == name })
    let document = try #require(try golden.json("odoo.json")).adding("id", .int(id))
    world.world.odoo.put(document.adding("create_date", "2026-03-02T08:00:00Z"), model)
  }

  private func link(_ world: ProcountorWorld, _ flow: String, _ model: String, _ record: Int, _ id: String) {
    world.world.odoo.link(
      OdooReference(
        model: model,
        record: record,
        connection: TestWorld.connection,
        flow: flow,
        externalID: id,
        number: nil,
        entry: 0
      )
    )
  }

  @Test("customers and products that Procountor knows are named by their ids, created are none")
  func known() async throws {
    try await with([:]) { world in
      link(world, FlowID.customer, "res.partner", 14, "7001")
      link(world, FlowID.productLink, "product.product", 31, "5001")
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      let invoice = try #require(world.partner.all(.invoices).first)
      #expect(invoice["partnerId"] == 7001)
      let rows = invoice["invoiceRows"]?.arrayValue ?? []
      #expect(rows.map { $0["productId"] } == [5001, nil])
      #expect(world.partner.all(.businesspartners).isEmpty)
      #expect(world.partner.all(.products).isEmpty)
    }
  }

  @Test("unknown ones are created first where the connector says so, and their ids stand in Odoo")
  func created() async throws {
    try await with(["create_customers": true, "create_products": true]) { world in
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      let writes = world.partner.calls.filter { $0.hasPrefix("POST") }
      #expect(writes.last == "POST /invoices")
      #expect(writes.count == 4)
      let invoice = try #require(world.partner.all(.invoices).first)
      #expect(invoice["partnerId"] == world.partner.all(.businesspartners).first?["id"])
      let rows = (invoice["invoiceRows"]?.arrayValue ?? []).compactMap { $0["productId"]?.intValue }
      #expect(Set(rows) == Set(world.partner.all(.products).compactMap { $0["id"]?.intValue }))
      #expect(rows.count == 2)
      let customer = world.world.odoo.references(of: 14, "res.partner").first
      #expect(customer?.flow == FlowID.customer)
      #expect(customer?.externalID == invoice["partnerId"]?.intValue.map(String.init))
    }
  }

  @Test("only what an option names is created; the invoice goes without the rest")
  func oneOption() async throws {
    try await with(["create_customers": true]) { world in
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(world.partner.all(.businesspartners).count == 1)
      #expect(world.partner.all(.products).isEmpty)
      let rows = world.partner.all(.invoices).first?["invoiceRows"]?.arrayValue ?? []
      #expect(rows.compactMap { $0["productId"] } == [])
    }
  }

  @Test("a customer that cannot be created holds its invoice, and names what to mend")
  func heldBack() async throws {
    try await with(["create_customers": true]) { world in
      world.partner.put(.businesspartners, ["name": "A", "invoicingInfo": ["identifier": "1234567-1"]])
      world.partner.put(.businesspartners, ["name": "B", "invoicingInfo": ["identifier": "1234567-1"]])
      let outcome = try await world.click()
      #expect(outcome.status != .sent)
      #expect(world.partner.count("POST /invoices") == 0)
      let customer = try #require(try await world.entry(14, FlowID.partner, "res.partner"))
      #expect(customer.issues.map(\.code) == ["procountor.partner.several"])
      #expect(outcome.issues.contains { $0.record == 14 })
    }
  }

  @Test("a second invoice to the same customer creates no second one")
  func twice() async throws {
    try await with(["create_customers": true, "create_products": true]) { world in
      try await world.click()
      // So many calls at once have used up what may go in a moment.
      world.world.advance(by: .seconds(10))
      try world.put("plain", changes: [("id", 43), ("name", "INV/2026/00043")])
      let second = try await world.click(43)
      #expect(second.status == .sent)
      #expect(world.partner.all(.businesspartners).count == 1)
      #expect(world.partner.all(.products).count == 2)
      #expect(world.partner.all(.invoices).count == 2)
    }
  }
}
