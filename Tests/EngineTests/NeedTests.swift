import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("records that the partner must know first", .timeLimit(.minutes(5)))
struct NeedTests {
  @Test("a note of a new customer with new products sends them first, and carries their ids")
  func first() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(product: 9)
      world.put(product: 8)
      world.put(note: 42, customer: 7, products: [9, 8, 9])
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .sent)
      let note = try #require(world.register.things("notes").first)
      let (customers, products) = (world.register.things("customers"), world.register.things("products"))
      #expect(note["customerId"] == customers.first?["id"])
      let rows = note["rows"]?.arrayValue?.map { $0["productId"] }
      let ids = ["Product 9", "Product 8", "Product 9"].map { name in
        products.first { $0["code"]?.stringValue == name }?["id"]
      }
      #expect(rows == ids)
      #expect((customers.count, products.count) == (1, 2))
    }
  }

  @Test("what was sent along stands in Odoo under its own kind, and is settled with the note")
  func settled() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      let outcome = try #require(try await world.click().first)
      let customer = try #require(try await world.entry(customer: 7))
      #expect(outcome.needed == [customer.id])
      let reference = try #require(world.world.odoo.references(of: 7, "res.partner").first)
      #expect((reference.flow, reference.externalID, reference.entry) == ("register.customer", "7001", customer.id))
      #expect(reference.sentAt == customer.sentAt)
      let own = try #require(world.world.odoo.references(of: 42, SampleOrder.model).first)
      #expect((own.flow, own.status) == (RegisterWorld.note, "UNFINISHED"))
    }
  }

  @Test("a customer that a person has linked is not sent, its id is used")
  func linked() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.world.odoo.link(Self.link(7, "555"))
      world.put(note: 42, customer: 7)
      _ = try await world.click()
      #expect(world.register.things("customers").isEmpty)
      #expect(world.register.things("notes").first?["customerId"] == 555)
    }
  }

  @Test("a note that was refused for its customer's id goes with the id that a person enters instead")
  func otherID() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      world.world.odoo.link(Self.link(7, "7001"))
      world.register.next("POST /notes", .answer(400, ["message": "Unknown customer."]))
      let refused = try #require(try await world.click().first)
      #expect(refused.status == .rejected)
      _ = try await world.click()
      #expect(world.register.count("POST /notes") == 1)
      world.world.odoo.link(Self.link(7, "7002"))
      let again = try #require(try await world.click().first)
      #expect(again.status == .sent)
      #expect(world.register.things("notes").first?["customerId"] == 7002)
    }
  }

  @Test("an id that somebody has taken away in Odoo does not come back by itself")
  func unlinked() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      _ = try await world.click()
      let customer = try #require(try await world.entry(customer: 7))
      let settled = try await world.world.ledger.settled([customer.id], database: world.world.database)
      #expect(settled == 1)
      world.world.odoo.rollBack()
      world.put(note: 43, customer: 7)
      let held = try #require(try await world.click(43).first)
      #expect(held.issues.map(\.code) == ["need.unlinked"])
      world.world.odoo.link(Self.link(7, "7099"))
      let again = try #require(try await world.click(43).first)
      #expect(again.status == .sent)
      #expect(world.register.things("notes").last?["customerId"] == 7099)
    }
  }

  @Test("a customer that is linked by hand while it waits is not sent any more, and its notes go with that id")
  func linkedMeanwhile() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      world.put(note: 43, customer: 7)
      world.register.next("POST /customers", .answer(503))
      #expect(try await world.click(42).map(\.status) == [.waiting])
      world.world.odoo.link(Self.link(7, "555"))
      #expect(try await world.click(43).map(\.status) == [.sent])
      try await world.note(42, becomes: "delivered") { $0.state == .delivered }
      world.world.advance(by: .seconds(60))
      #expect(world.register.count("POST /customers") == 1)
      #expect(world.register.things("customers").isEmpty)
      #expect(world.register.things("notes").map { $0["customerId"]?.intValue } == [555, 555])
    }
  }

  @Test("where nothing shall be created the place stays empty")
  func leftOut() async throws {
    try await RegisterWorld.with(RegisterConnector(creates: false)) { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .sent)
      #expect(world.register.things("customers").isEmpty)
      #expect(world.register.things("notes").first?["customerId"] == .none)
    }
  }

  @Test("twenty notes of one new customer make one customer, by one click or by many at once")
  func many() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      for id in 100..<120 { world.put(note: id, customer: 7) }
      world.register.next("POST /customers", .hang)
      async let first = world.world.run(world.world.request(RegisterWorld.note, ids: Array(100..<110)))
      async let second = world.world.run(world.world.request(RegisterWorld.note, ids: Array(110..<120)))
      try await eventually("the customer is under way") { world.register.isHanging }
      #expect(world.register.count("POST /notes") == 0)
      world.register.release()
      let statuses = try await (first + second).map(\.status)
      #expect(statuses == Array(repeating: .sent, count: 20))
      #expect(world.register.count("POST /customers") == 1)
      let notes = world.register.things("notes")
      #expect(notes.count == 20)
      #expect(Set(notes.map { $0["customerId"]?.intValue }) == [7001])
    }
  }

  @Test("a customer that lacks something holds its notes, which name it; repaired, all go by themselves")
  func held() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7, country: nil)
      world.put(note: 42, customer: 7)
      world.put(note: 43, customer: 7)
      let outcomes = try await world.click(42, 43)
      #expect(outcomes.map(\.status) == [.issues, .issues])
      let issue = try #require(outcomes.first?.issues.first)
      #expect(issue.code == "need.held")
      #expect((issue.model, issue.record, issue.recordName, issue.field) == ("res.partner", 7, "Customer 7", "country"))
      #expect(issue.message == "Customer 7 must be with the partner first. The customer has no country.")
      #expect(issue.repair == "Enter the country.")
      #expect(try await world.entry(customer: 7)?.state == .quarantined)
      #expect(world.register.requests.isEmpty)
      world.world.clock.advance(by: .seconds(120))
      world.put(customer: 7)
      world.world.odoo.touch(issue, at: world.world.clock.now())
      _ = try await world.world.runner.probe(
        world.world.request(RegisterWorld.customer, ids: []),
        odoo: world.world.odoo
      )
      for id in [42, 43] { try await world.note(id, becomes: "delivered") { $0.state == .delivered } }
      #expect(world.register.count("POST /customers") == 1)
      #expect(world.register.things("notes").map { $0["customerId"] } == [7001, 7001])
    }
  }

  @Test("a customer that the register refuses holds its notes with the register's words; sent again, they follow")
  func refused() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      world.register.next("POST /customers", .answer(400, ["message": "No such street."]))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .issues)
      let issue = try #require(outcome.issues.first)
      #expect(issue.message == "Customer 7 must be with the partner first. The register refused it: No such street.")
      let customer = try #require(try await world.entry(customer: 7))
      #expect(try await world.world.ledger.retry(customer.id))
      world.world.outbox.wake()
      try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.things("notes").first?["customerId"] == 7001)
    }
  }

  @Test("a customer in bad weather lets its note wait and say so; then both go, each once")
  func weather() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      world.register.next("POST /customers", .answer(503))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.code == "need.waiting")
      world.world.advance(by: .seconds(30))
      try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.things("customers").count == 1)
      #expect(world.register.count("POST /notes") == 1)
    }
  }

  @Test("a customer whose answer was lost is looked up, never made twice; the note has the id that was found")
  func lost() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      world.register.next("POST /customers", .lost(arrives: true))
      _ = try await world.click()
      try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.count("POST /customers") == 1)
      #expect(world.register.things("notes").first?["customerId"] == 7001)
    }
  }

  @Test("the bytes on disk are the bytes that left, with the ids; other ids are no other content")
  func bytes() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7, products: [])
      _ = try await world.click()
      let entry = try #require(try await world.entry())
      let kept = try #require(try await world.world.store.steps(of: entry.id).first)
      #expect(kept.body == world.register.requests.last { $0.url.hasSuffix("/notes") }?.body)
      #expect((try? JSON(parsing: kept.body))?["customerId"] == 7001)
      world.world.odoo.link(Self.link(7, "9999"))
      let again = try #require(try await world.click().first)
      #expect((again.status, again.changed) == (.alreadySent, false))
    }
  }

  @Test("a service that is killed between customer and note makes neither twice", arguments: [true, false])
  func killed(_ arrived: Bool) async throws {
    let store = try await SQLiteStore.inMemory(now: FixedClock().now())
    let before = try await RegisterWorld(store: store)
    before.put(customer: 7)
    before.put(note: 42, customer: 7)
    before.register.next("POST /customers", arrived ? .lost(arrives: true) : .hang)
    if arrived { before.register.next("GET /customers", .hang) }
    try await before.world.working {
      _ = try await before.click(deadline: .zero)
      try await eventually("under way") { before.register.isHanging }
    }
    before.register.release()
    let after = try await RegisterWorld(store: store, register: before.register)
    after.put(customer: 7)
    after.put(note: 42, customer: 7)
    try await after.world.working {
      try await eventually("delivered") {
        after.world.advance(by: .seconds(120))
        return try await after.entry()?.state == .delivered
      }
    }
    #expect(after.register.things("customers").count == 1)
    #expect(after.register.count("POST /notes") == 1)
    #expect(after.register.things("notes").first?["customerId"] == 7001)
  }

  @Test("a service that ended after the customer and before the note goes on with the note at its start")
  func betweenBoth() async throws {
    let store = try await SQLiteStore.inMemory(now: FixedClock().now())
    let world = try await RegisterWorld(store: store)
    world.put(customer: 7)
    world.put(note: 42, customer: 7)
    _ = try await world.click(deadline: .zero)
    // As if the customer's receipt were the last thing that was written.
    var customer = try #require(try await world.entry(customer: 7))
    customer.state = .delivered
    customer.externalID = "7044"
    customer.nextAttemptAt = nil
    _ = try #require(try await store.change(customer, steps: nil))
    var note = try #require(try await world.entry())
    #expect(note.waitsFor == customer.id)
    note.nextAttemptAt = nil
    _ = try #require(try await store.change(note, steps: nil))
    try await world.world.working {
      try await world.note(becomes: "delivered") { $0.state == .delivered }
    }
    #expect(world.register.things("notes").first?["customerId"] == 7044)
    #expect(world.register.count("POST /customers") == 0)
  }

  @Test("a step that is done is never done again: follow-ups go on where they stopped, and keep what was said")
  func steps() async throws {
    try await RegisterWorld.with(RegisterConnector(approves: true)) { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      let warned: JSON = ["id": 9001, "status": "UNFINISHED", "warning": "The totals differ."]
      world.register.next("POST /notes", .answer(200, warned))
      world.register.next("PUT /notes/*/approve", .answer(400, ["message": "Not allowed."]))
      let refused = try #require(try await world.click().first)
      #expect(refused.status == .rejected)
      let again = try #require(try await world.click().first)
      #expect(again.status == .rejected, "the same content is not offered again by itself")
      #expect(try await world.world.ledger.retry(try #require(refused.entry?.id)))
      world.world.outbox.wake()
      let entry = try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.count("POST /notes") == 1)
      #expect(world.register.count("POST /customers") == 1)
      #expect(world.register.count("PUT /notes/*/approve") == 2)
      #expect(entry.externalID == "9001")
      #expect(entry.receiptDetails == ["status": "APPROVED", "kind": "notes"])
      #expect(entry.issues.map(\.code) == ["register.differs"])
      #expect(entry.issues.map(\.severity) == [.warning])
    }
  }

  @Test("nothing is created for a note that cannot go, and its customer's trouble is told with its own")
  func unsendable() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7, country: nil)
      world.put(note: 42, customer: 7)
      world.world.odoo.change("name", to: nil)
      let outcome = try #require(try await world.click().first)
      #expect(outcome.issues.map(\.code) == ["register.code", "need.held"])
      #expect(try await world.entry(customer: 7) == nil)
    }
  }

  @Test("nothing is created for a note that was sent already")
  func sentAlready() async throws {
    try await RegisterWorld.with { world in
      _ = try await world.click()
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .alreadySent)
      #expect(try await world.entry(customer: 7) == nil)
    }
  }

  @Test("the preview shows what would be sent first, and stores nothing")
  func preview() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7, country: nil)
      world.put(product: 9)
      world.world.odoo.link(Self.link(9, "5055", "product.product", "register.product"))
      world.put(note: 42, customer: 7, products: [9])
      let request = world.world.request(RegisterWorld.note)
      let preview = try #require(try await world.world.runner.preview(request, odoo: world.world.odoo).first)
      #expect(preview.needs.map(\.recordName) == ["Customer 7"])
      #expect(preview.needs.first?.issues.map(\.code) == ["register.country"])
      #expect(preview.payload["rows"]?.arrayValue?.first?["productId"] == 5055)
      #expect(try await world.world.store.entries(EntryQuery()).isEmpty)
    }
  }

  @Test("what the partner has under no known id is asked of a person, not guessed")
  func withoutID() async throws {
    try await RegisterWorld.with { world in
      world.put(customer: 7)
      world.put(note: 42, customer: 7)
      let subject = EntrySubject(
        database: world.world.database,
        company: 1,
        connection: TestWorld.connection,
        flow: RegisterWorld.customer,
        model: "res.partner",
        record: 7
      )
      _ = try await world.world.ledger.elsewhere(
        subject,
        recordName: "Customer 7",
        number: "K-7",
        reason: "by hand",
        correlation: "c"
      )
      let outcome = try #require(try await world.click().first)
      #expect(outcome.issues.map(\.code) == ["need.no_id"])
      world.world.odoo.link(Self.link(7, "7099"))
      let again = try #require(try await world.click().first)
      #expect(again.status == .sent)
      #expect(world.register.things("notes").first?["customerId"] == 7099)
    }
  }

  private static func link(
    _ record: Int,
    _ id: String,
    _ model: String = "res.partner",
    _ kind: String = "register.customer"
  ) -> OdooReference {
    OdooReference(
      model: model,
      record: record,
      connection: TestWorld.connection,
      flow: kind,
      externalID: id,
      number: nil,
      entry: 0
    )
  }
}
