import Core
import Engine
import HTTP
import Mapping
import Odoo
import Storage
import TestKit
import Testing

/// Either flow of `account.move`, with a document of its own that can be sent.
struct SentMove: Sendable, CustomTestStringConvertible {
  let flow: String
  let fixture: String
  let id: Int
  let type: String
  let number: String

  static let all = [
    SentMove(
      flow: "procuros.invoice.send",
      fixture: "invoice.send",
      id: 7001,
      type: "INVOICE",
      number: "invoiceIdentifier"
    ),
    SentMove(
      flow: "procuros.credit_note.send",
      fixture: "credit_note.send",
      id: 7002,
      type: "CREDIT_NOTE",
      number: "creditNoteIdentifier"
    ),
  ]
  static let model = "account.move"

  var testDescription: String { flow }

  func document() throws -> JSON {
    let plain = try #require(Golden.cases(fixture).first { $0.name == "plain" })
    return try #require(try plain.json("odoo.json")).adding([("create_date", "2025-03-15T08:00:00Z")])
  }

  /// A world in which we are the supplier and the document stands in Odoo.
  func with(_ body: (TestWorld) async throws -> Void) async throws {
    try await TestWorld.with { world in
      try await world.connect(revision: 2, changes: [("settings.external_identifier", "4260123450021")])
      world.odoo.put(try document(), Self.model)
      try await body(world)
    }
  }

  func click(_ world: TestWorld) async throws -> Outcome {
    try #require(try await world.run(flow, ids: [id]).first)
  }
}

@Suite("procuros.invoice.send and procuros.credit_note.send: the click", .timeLimit(.minutes(5)))
struct SendInvoiceTests {
  @Test("a document is sent once, and its transaction stands in Odoo", arguments: SentMove.all)
  func sent(_ move: SentMove) async throws {
    try await move.with { world in
      let first = try await move.click(world).status
      #expect(first == .sent)
      let received = world.partner.received
      let types = received.map { $0["type"]?.stringValue }
      #expect(types == [move.type])
      #expect(received.first?["content"]?["header"]?["supplier"]?["name"] == "Procuros test")
      #expect(world.odoo.reference(move.id, SentMove.model) == "tx-1")
      let second = try await move.click(world).status
      #expect(second == .alreadySent)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("what Procuros has cannot be changed by sending it again: the click says what differs", arguments: SentMove.all)
  func changed(_ move: SentMove) async throws {
    try await move.with { world in
      _ = try await move.click(world)
      let later = try move.document().adding([("amount_residual", "0")])
      world.odoo.put(later, SentMove.model)
      let outcome = try await move.click(world)
      #expect(outcome.status == .alreadySent)
      #expect(outcome.changed)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("a lost answer is looked up by type, day, number and parties", arguments: SentMove.all)
  func lost(_ move: SentMove) async throws {
    try await move.with { world in
      world.partner.next(.post, .lost(arrives: true))
      let status = try await move.click(world).status
      #expect(status == .sent)
      #expect(world.odoo.reference(move.id, SentMove.model) == "tx-1")
      let query = try #require(world.partner.requests.last { $0.method == .get }).url
      #expect(query.contains("filter%5Btype%5D=\(move.type)"))
      #expect(world.partner.posts == 1)
    }
  }

  @Test("another customer's document of the same number is not taken for ours", arguments: SentMove.all)
  func othersNumber(_ move: SentMove) async throws {
    try await move.with { world in
      let ours = try move.document()
      let name = try #require(ours["name"])
      let header = JSON.record([(move.number, name), ("buyer", ["identifiers": []]), ("supplier", nil)])
      let other = JSON.record([
        ("procurosTransactionId", "tx-9"), ("type", .string(move.type)), ("content", .record([("header", header)])),
      ])
      world.partner.next(.post, .lost(arrives: false))
      world.partner.next(.get, .answer(200, .record([("items", .array([other])), ("hasMore", false)])))
      let status = try await move.click(world).status
      #expect(status == .inDoubt)
      #expect(world.odoo.reference(move.id, SentMove.model) == nil)
    }
  }

  @Test("what is wrong is said at once, field by field, and no byte leaves", arguments: SentMove.all)
  func faults(_ move: SentMove) async throws {
    try await move.with { world in
      let faulty = try move.document().adding([("state", "draft"), ("invoice_date", .null), ("amount_tax", "9")])
      world.odoo.put(faulty, SentMove.model)
      let outcome = try await move.click(world)
      #expect(outcome.status == .issues)
      #expect(Set(outcome.issues.compactMap(\.field)).isSuperset(of: ["state", "invoice_date", "amount_tax"]))
      let mendable = outcome.issues.filter { $0.probe != nil && $0.record != nil && $0.repair != nil }
      #expect(mendable.count == outcome.issues.count)
      #expect(world.partner.requests == [])
    }
  }

  @Test("an invoice is no credit note, and the other way round")
  func wrongButton() async throws {
    let (invoice, note) = (SentMove.all[0], SentMove.all[1])
    try await invoice.with { world in
      let outcome = try #require(try await world.run(note.flow, ids: [invoice.id]).first)
      #expect(outcome.issues.map(\.code).contains("procuros.invoice.type"))
      #expect(world.partner.requests == [])
    }
  }
}
