import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("procuros.shipping_notice.send: the click", .timeLimit(.minutes(5)))
struct SendShippingNoticeTests {
  private static let flow = "procuros.shipping_notice.send"
  private static let model = "stock.picking"
  private static let wait = Timing().lookupWait

  @Test("a delivery is announced once, with the name of the connection as supplier, and its transaction stands in Odoo")
  func sent() async throws {
    try await TestWorld.with { world in
      try put(71, world)
      let outcome = try await click(71, world)
      #expect(outcome.status == .sent)
      let document = try #require(world.partner.received.first)
      #expect(document["type"] == "SHIPPING_NOTICE")
      #expect(document["content"]?["header"]?["supplier"]?["name"] == "Procuros test")
      #expect(world.odoo.reference(71, Self.model) == "tx-1")
      world.odoo.rollBack()
      #expect(try await click(71, world).status == .alreadySent)
      #expect(world.partner.posts == 1)
      #expect(world.odoo.reference(71, Self.model) == "tx-1")
    }
  }

  @Test("a delivery that is not done sends no byte, and goes once it is")
  func notDone() async throws {
    try await TestWorld.with { world in
      try put(71, world) { $0.replacing("state", with: "assigned") }
      let outcome = try await click(71, world)
      #expect(outcome.status == .issues)
      #expect(outcome.issues.map(\.code) == ["procuros.notice.not_done"])
      #expect(world.partner.requests == [])
      try put(71, world)
      #expect(try await click(71, world).status == .sent)
    }
  }

  @Test("two deliveries of one order are two documents, and a lost answer is looked up for the right one")
  func twoDeliveries() async throws {
    try await TestWorld.with { world in
      for record in [71, 72] { try put(record, world) }
      #expect(try await click(71, world).status == .sent)
      world.partner.next(.post, .lost(arrives: false))
      #expect(try await click(72, world).status == .inDoubt, "the other one of that order is not taken for it")
      #expect(world.odoo.reference(72, Self.model) == nil)
      world.partner.arriveLate()
      world.advance(by: Self.wait)
      try await eventually("looked up again") { try await click(72, world).status == .alreadySent }
      #expect(world.odoo.reference(72, Self.model) == "tx-2")
      #expect(world.partner.posts == 2)
    }
  }

  @Test("with the setting, the delivery address is the buyer")
  func literal() async throws {
    let world = try await TestWorld()
    try await world.connect(changes: [("settings.buyer_from_picking", true)])
    try await world.working {
      try put(71, world)
      #expect(try await click(71, world).status == .sent)
      let buyer = world.partner.received.first?["content"]?["header"]?["buyer"]
      #expect(buyer?["identifiers"]?[0]?["identifier"] == "4260123450038")
    }
  }

  @Test("a delivery that was changed after it was announced is not announced again, and says so")
  func changed() async throws {
    try await TestWorld.with { world in
      try put(71, world)
      try await click(71, world)
      try put(71, world) { $0.replacing("move_line_ids[0].quantity", with: "20") }
      let outcome = try await click(71, world)
      #expect(outcome.status == .alreadySent)
      #expect(outcome.changed)
      #expect(world.partner.posts == 1)
    }
  }

  @discardableResult
  private func click(_ record: Int, _ world: TestWorld) async throws -> Outcome {
    try #require(try await world.run(Self.flow, ids: [record]).first)
  }

  private func put(_ record: Int, _ world: TestWorld, _ change: (JSON) -> JSON = { $0 }) throws {
    let plain = Golden.cases("shipping_notice.send").first { $0.name == "plain" }
    let name: JSON = .string("WH/OUT/000\(record)")
    let document = try #require(try plain?.json("odoo.json"))
    world.odoo.put(
      change(document.replacing("id", with: .int(record)))
        .replacing("name", with: name).replacing("display_name", with: name),
      Self.model
    )
  }
}
