import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.partner.send and procountor.product.send", .timeLimit(.minutes(5)))
struct RegisterTests {
  private func with(_ flow: String, _ name: String, _ body: (ProcountorWorld) async throws -> Void) async throws {
    try await ProcountorWorld.with { world in
      let kind = flow == FlowID.partner ? "partner.send" : "product.send"
      let golden = try #require(Golden.cases(kind).first { $0.name == name })
      let document = try #require(try golden.json("odoo.json")).adding("create_date", "2026-03-02T08:00:00Z")
      world.world.odoo.put(document, flow == FlowID.partner ? "res.partner" : "product.product")
      try await body(world)
    }
  }

  private func send(_ world: ProcountorWorld, _ flow: String, _ id: Int) async throws -> Outcome {
    try #require(try await world.world.run(flow, ids: [id]).first)
  }

  private func link(_ world: ProcountorWorld, _ model: String, _ id: Int) -> OdooReference? {
    world.world.odoo.references(of: id, model).first
  }

  @Test("a new customer is created, and its id stands in Odoo as that of a customer")
  func customer() async throws {
    try await with(FlowID.partner, "plain") { world in
      let status1 = try await send(world, FlowID.partner, 14).status
      #expect(status1 == .sent)
      let found = link(world, "res.partner", 14)
      let link = try #require(found)
      #expect(link.externalID == "9001")
      #expect(link.flow == "procountor.customer")
      #expect(world.partner.count("POST /businesspartners") == 1)
      let status2 = try await send(world, FlowID.partner, 14).status
      #expect(status2 == .alreadySent)
      #expect(world.partner.count("POST /businesspartners") == 1)
    }
  }

  @Test("a customer with the same business ID is taken over, in use or not", arguments: [true, false])
  func knownCustomer(_ isActive: Bool) async throws {
    try await with(FlowID.partner, "plain") { world in
      let known: JSON = [
        "name": "Esimerkki", "invoicingInfo": ["identifier": "1234567-1"], "registryInfo": ["active": .bool(isActive)],
      ]
      let id = world.partner.put(.businesspartners, known)
      let status3 = try await send(world, FlowID.partner, 14).status
      #expect(status3 == .sent)
      #expect(link(world, "res.partner", 14)?.externalID == String(id))
      #expect(world.partner.count("POST /businesspartners") == 0)
    }
  }

  @Test("of several with the same business ID a person chooses; nothing is created")
  func severalCustomers() async throws {
    try await with(FlowID.partner, "plain") { world in
      for name in ["Esimerkki Oy", "Esimerkki Oy (vanha)"] {
        world.partner.put(.businesspartners, ["name": .string(name), "invoicingInfo": ["identifier": "1234567-1"]])
      }
      let outcome = try await send(world, FlowID.partner, 14)
      #expect(outcome.status == .issues)
      #expect(outcome.issues.map(\.code) == ["procountor.partner.several"])
      #expect(outcome.issues.first?.record == 14)
      #expect(world.partner.count("POST /businesspartners") == 0)
    }
  }

  @Test("business IDs and names are asked for in headers, never in an address")
  func personalData() async throws {
    try await with(FlowID.partner, "plain") { world in
      _ = try await send(world, FlowID.partner, 14)
      let searches = world.partner.requests.filter { $0.method == .get }
      #expect(searches.map { $0.headers["identifier"] } == ["1234567-1", "1234567-1"])
      let told = searches.filter { $0.url.contains("1234567") || $0.url.contains("Esimerkki") }
      #expect(told.isEmpty)
    }
  }

  @Test("a customer whose answer was lost is found by its number, a person by name", arguments: ["plain", "person"])
  func lostCustomer(_ name: String) async throws {
    try await with(FlowID.partner, name) { world in
      world.partner.next(.post, "/businesspartners", .lost(arrives: true))
      let outcome = try await send(world, FlowID.partner, 14)
      #expect(outcome.status == .sent)
      #expect(link(world, "res.partner", 14)?.externalID == "9001")
      #expect(world.partner.all(.businesspartners).count == 1)
    }
  }

  @Test("a new product is created; one whose code only contains ours is another")
  func product() async throws {
    try await with(FlowID.product, "plain") { world in
      world.partner.put(.products, ["code": "CONS-2", "name": "Consulting 2"])
      let status4 = try await send(world, FlowID.product, 31).status
      #expect(status4 == .sent)
      let found = link(world, "product.product", 31)
      let link = try #require(found)
      #expect(link.externalID == "9002")
      #expect(link.flow == "procountor.product")
    }
  }

  @Test("a product with the same code is taken over")
  func knownProduct() async throws {
    try await with(FlowID.product, "plain") { world in
      let id = world.partner.put(.products, ["code": "CONS", "name": "Konsultointi"])
      let status5 = try await send(world, FlowID.product, 31).status
      #expect(status5 == .sent)
      #expect(link(world, "product.product", 31)?.externalID == String(id))
      #expect(world.partner.count("POST /products") == 0)
    }
  }

  @Test("of several products with the same code a person chooses")
  func severalProducts() async throws {
    try await with(FlowID.product, "plain") { world in
      for name in ["Consulting", "Konsultointi"] {
        world.partner.put(.products, ["code": "CONS", "name": .string(name)])
      }
      let outcome = try await send(world, FlowID.product, 31)
      #expect(outcome.issues.map(\.code) == ["procountor.product.several"])
      #expect(world.partner.count("POST /products") == 0)
    }
  }

  @Test("a product whose answer was lost is found by code or name", arguments: ["plain", "without-code"])
  func lostProduct(_ name: String) async throws {
    try await with(FlowID.product, name) { world in
      world.partner.next(.post, "/products", .lost(arrives: true))
      let status6 = try await send(world, FlowID.product, 31).status
      #expect(status6 == .sent)
      #expect(world.partner.all(.products).count == 1)
      #expect(link(world, "product.product", 31)?.externalID == "9001")
    }
  }
}
