import Core
import Engine
import Odoo
import Storage
import TestKit
import Testing

@Suite("master data that a person brings into Odoo", .timeLimit(.minutes(5)))
struct ImportTests {
  private static func company(_ name: String, id: String? = nil, email: String? = nil) -> JSON {
    .record([("name", .string(name)), ("business_id", JSON(id)), ("email", JSON(email))])
  }

  /// A partner of Odoo.
  private static func put(_ id: Int, _ name: String, _ changes: JSON = [:], in world: BooksWorld) {
    var document = JSONObject([
      ("id", .int(id)), ("display_name", .string(name)), ("name", .string(name)), ("active", true),
      ("company_id", .null), ("commercial_partner_id", ["id": .int(id), "display_name": .string(name)]),
    ])
    for (key, value) in changes.objectValue?.members ?? [] { document[key] = value }
    world.odoo.put(.object(document), "res.partner")
  }

  @Test("all pages are fetched once, with counts to watch, and nothing comes into Odoo by itself")
  func fetch() async throws {
    try await BooksWorld.with { world in
      for number in 7001...7005 { world.books.register(number, Self.company("Company \(number)")) }
      let state = try await world.poke(.import)
      #expect(state.standing == .done)
      #expect(state.counts == ["fetched": 5, "known": 0, "total": 5])
      #expect(world.books.pages == 3)
      try await world.tick()
      #expect(world.odoo.records("res.partner").isEmpty)
      #expect(try await world.entries().map(\.state) == Array(repeating: .proposed, count: 5))
      let again = try await world.poke(.import)
      #expect(again.counts == ["fetched": 0, "known": 5, "total": 5])
    }
  }

  @Test("the first key that finds something decides, an equal name only suggests, and nothing found is to be added")
  func keys() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "By number", ["vat": "FI12345671"], in: world)
      Self.put(12, "By mail", ["email": "Office@Saha.example"], in: world)
      Self.put(13, "Same name", [:], in: world)
      world.books.register(7001, Self.company("A", id: "1234567-1", email: "office@saha.example"))
      world.books.register(7002, Self.company("B", email: "OFFICE@saha.example"))
      world.books.register(7003, Self.company("same NAME"))
      world.books.register(7004, Self.company("Nobody"))
      let rows = try await world.found()
      #expect(rows.map(\.match.action) == [.update, .update, .nothing, .add])
      #expect(rows.map(\.match.reason) == ["business_id", "email", "name", "none"])
      #expect(rows.map { $0.match.record?.id } == [11, 12, nil, nil])
      #expect(rows[2].match.candidates == [Match.Candidate(id: 13, name: "Same name")])
    }
  }

  @Test("an empty key matches nothing, however many records have none either")
  func empty() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "No number", ["vat": "", "company_registry": .null, "email": "-"], in: world)
      Self.put(12, "None either", ["vat": "FI", "email": ""], in: world)
      world.books.register(7001, Self.company("A", id: "", email: "  "))
      world.books.register(7002, Self.company("B", id: "FI"))
      let rows = try await world.found()
      #expect(rows.map(\.match.reason) == ["none", "none"])
    }
  }

  @Test("several hits select none and are listed; an archived one neither is taken nor leads to a second record")
  func several() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "One", ["vat": "FI12345671"], in: world)
      Self.put(12, "Two", ["company_registry": "1234567-1"], in: world)
      Self.put(13, "Old", ["vat": "FI76543211", "active": false], in: world)
      world.books.register(7001, Self.company("A", id: "1234567-1"))
      world.books.register(7002, Self.company("B", id: "7654321-1"))
      let rows = try await world.found()
      #expect(rows.map(\.match.action) == [.nothing, .nothing])
      #expect(rows.map(\.match.reason) == ["several", "archived"])
      #expect(rows[0].match.candidates.map(\.id) == [11, 12])
      #expect(rows[1].match.candidates.map(\.id) == [13])
    }
  }

  @Test("a contact that was found stands for its company, and two contacts of one company are one hit")
  func owner() async throws {
    try await BooksWorld.with { world in
      let company: JSON = ["id": 10, "display_name": "Saha Oy"]
      for id in [11, 12] {
        let changes: JSON = ["email": "office@saha.example", "commercial_partner_id": company]
        Self.put(id, "Contact \(id)", changes, in: world)
      }
      world.books.register(7001, Self.company("A", email: "office@saha.example"))
      let rows = try await world.found()
      #expect(
        rows[0].match
          == Match(
            .update,
            record: Match.Candidate(id: 10, name: "Saha Oy"),
            reason: "email",
            candidates: [Match.Candidate(id: 10, name: "Saha Oy")]
          )
      )
    }
  }

  @Test("one record is not proposed to two rows, nor one that is linked to something else")
  func taken() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "One", ["vat": "FI12345671"], in: world)
      Self.put(12, "Two", ["vat": "FI76543211"], in: world)
      world.odoo.link(BooksWorld.reference("res.partner", 12, BooksConnector.link, "6999"))
      world.books.register(7001, Self.company("A", id: "1234567-1"))
      world.books.register(7002, Self.company("B", id: "1234567-1"))
      world.books.register(7003, Self.company("C", id: "7654321-1"))
      let rows = try await world.found()
      #expect(rows.map(\.match.reason) == ["shared", "shared", "taken"])
      #expect(rows.map(\.match.action) == [.nothing, .nothing, .nothing])
    }
  }

  @Test("a field of a module that is not installed finds nothing; the other fields and keys count as ever")
  func missingField() async throws {
    try await BooksWorld.with { world in
      world.odoo.lack("vat", in: "res.partner")
      world.odoo.lack("email", in: "res.partner")
      Self.put(11, "By number", ["company_registry": "1234567-1"], in: world)
      Self.put(12, "By mail", ["email": "office@saha.example"], in: world)
      world.books.register(7001, Self.company("A", id: "1234567-1"))
      world.books.register(7002, Self.company("B", email: "office@saha.example"))
      let rows = try await world.found()
      #expect(rows.map(\.match.reason) == ["business_id", "none"])
    }
  }

  @Test("one search per key, whatever the number of rows")
  func searches() async throws {
    try await BooksWorld.with { world in
      for number in 7001...7050 {
        world.books.register(number, Self.company("C\(number)", id: "\(number)", email: "\(number)@x.example"))
      }
      let rows = try await world.found()
      #expect(rows.count == 50)
      #expect(world.odoo.count("search") == 3)
      #expect(world.odoo.count("referenced") == 1)
    }
  }

  @Test("a row below another is added with it, and left alone where that one is found")
  func children() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "Known", ["vat": "FI12345671"], in: world)
      world.books.register(7001, Self.company("Known", id: "1234567-1"))
      world.books.register(1, Self.company("Known, invoices"), parent: 7001)
      world.books.register(7002, Self.company("New"))
      world.books.register(1, Self.company("New, invoices"), parent: 7002)
      try await world.poke(.import)
      let first = try await world.propose(limit: 3)
      let rows = first.rows + (try await world.propose(after: first.next ?? 0).rows)
      #expect(rows.map(\.entry.parent) == [nil, "customer-7001", nil, "customer-7002"])
      #expect(rows.map(\.match.action) == [.update, .nothing, .add, .add])
    }
  }

  @Test("*Update with id* writes the link and nothing else; *Add* makes the record as the person left the row")
  func accept() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "Known", ["vat": "FI12345671"], in: world)
      world.books.register(7001, Self.company("Known Oy", id: "1234567-1"))
      world.books.register(7002, Self.company("New"))
      world.books.register(7003, Self.company("Left"))
      let rows = try await world.found()
      try await world.accept(rows[0], Decision(.update, record: 11))
      try await world.accept(rows[1], Decision(.add, values: ["name": "New, edited", "email": "n@x.example"]))
      try await world.accept(rows[2], nil)
      try await world.tick()
      let partners = world.odoo.records("res.partner")
      #expect(partners.map { $0["name"] } == ["Known", "New, edited"])
      #expect(world.odoo.reference(11, "res.partner") == "7001")
      #expect(world.odoo.reference(12, "res.partner") == "7002")
      #expect(try await world.entries().map(\.state) == [.settled, .settled, .proposed])
      let left = try await world.propose()
      #expect(left.rows.map(\.entry.title) == ["Left"])
      #expect(left.dropped.isEmpty)
    }
  }

  @Test("the parent comes before its addresses, whichever was accepted first")
  func parentFirst() async throws {
    try await BooksWorld.with { world in
      world.books.register(7002, Self.company("New"))
      world.books.register(1, Self.company("New, invoices"), parent: 7002)
      let rows = try await world.found()
      try await world.accept(rows[1], Decision(.add, values: ["name": "New, invoices"]))
      try await world.accept(rows[0], Decision(.add, values: ["name": "New"]))
      let early = try await world.apply(rows[1].entry.id, BooksConnector.customers)
      #expect(early.map(\.status) == [.waiting])
      #expect(early[0].entry?.failure?.code == "import.parent_waits")
      try await world.tick()
      world.world.clock.advance(by: .seconds(61))
      try await world.tick()
      let partners = world.odoo.records("res.partner")
      #expect(partners.map { $0["name"] } == ["New", "New, invoices"])
      #expect(partners[1]["parent_id"] == 1)
      #expect(world.odoo.references(of: 2, "res.partner").isEmpty)
    }
  }

  @Test("an address whose company nobody accepted is held with what to do about it")
  func noParent() async throws {
    try await BooksWorld.with { world in
      world.books.register(7002, Self.company("New"))
      world.books.register(1, Self.company("New, invoices"), parent: 7002)
      let rows = try await world.found()
      try await world.accept(rows[1], Decision(.add, values: ["name": "New, invoices"]))
      try await world.tick()
      let entry = try await world.entry("customer-7002-1")
      #expect(entry.state == .quarantined)
      #expect(entry.issues.map(\.code) == ["import.no_parent"])
      try await world.accept(rows[0], Decision(.add, values: ["name": "New"]))
      try await world.accept(rows[1], Decision(.add, values: ["name": "New, invoices"]))
      try await world.tick()
      #expect(world.odoo.records("res.partner").count == 2)
    }
  }

  @Test("what was linked meanwhile is neither shown nor done")
  func linkedMeanwhile() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "Known", [:], in: world)
      Self.put(12, "Known too", [:], in: world)
      world.books.register(7001, Self.company("A"))
      world.books.register(1, Self.company("A, invoices"), parent: 7001)
      world.books.register(7002, Self.company("B"))
      let rows = try await world.found()
      try await world.accept(rows[2], Decision(.add, values: ["name": "B"]))
      world.odoo.link(BooksWorld.reference("res.partner", 11, BooksConnector.link, "7001"))
      world.odoo.link(BooksWorld.reference("res.partner", 12, BooksConnector.link, "7002"))
      let page = try await world.propose()
      #expect(page.rows.isEmpty)
      #expect(page.dropped == [rows[0].entry.id, rows[1].entry.id])
      let outcomes = try await world.apply(rows[2].entry.id, BooksConnector.customers)
      #expect(outcomes[0].issues.map(\.code) == ["import.linked"])
      #expect(world.odoo.records("res.partner").count == 2)
      #expect(try await world.entries().allSatisfy { $0.state == .dropped })
    }
  }

  @Test("a link whose record was deleted counts for nothing")
  func deletedRecord() async throws {
    try await BooksWorld.with { world in
      world.odoo.link(BooksWorld.reference("res.partner", 77, BooksConnector.link, "7001"))
      world.books.register(7001, Self.company("A"))
      let rows = try await world.found()
      #expect(rows.map(\.match.action) == [.add])
    }
  }

  @Test("killed after Odoo's commit, a row is found again and not made twice; killed before, it is made once")
  func killed() async throws {
    try await BooksWorld.with { world in
      world.books.register(7001, Self.company("A"))
      let rows = try await world.found()
      let id = rows[0].entry.id
      try await world.accept(rows[0], Decision(.add, values: ["name": "A"]))
      try await world.apply(id, BooksConnector.customers, commits: false)
      #expect(world.odoo.records("res.partner").isEmpty)
      let request = world.world.request(BooksConnector.customers, ids: [])
      _ = try await world.world.runner.apply(id, request, odoo: world.odoo)
      // Odoo has committed, and nobody told the sidecar.
      world.odoo.commit()
      world.world.clock.advance(by: .seconds(61))
      try await world.tick()
      #expect(world.odoo.records("res.partner").count == 1)
      #expect(try await world.entries().map(\.state) == [.settled])
    }
  }

  @Test("two people at once: the second decision about a row that is done is refused, and done is done once")
  func twoPeople() async throws {
    try await BooksWorld.with { world in
      world.books.register(7001, Self.company("A"))
      let rows = try await world.found()
      let add = Decision(.add, values: ["name": "A"])
      try await world.accept(rows[0], add)
      try await world.tick()
      guard case .refused(let entry) = try await world.accept(rows[0], add) else {
        Issue.record("the second decision counted")
        return
      }
      #expect(entry.state == .settled)
      try await world.tick()
      #expect(world.odoo.records("res.partner").count == 1)
    }
  }

  @Test("a decision can be taken back until it is done, and an update needs a record")
  func takenBack() async throws {
    try await BooksWorld.with { world in
      world.books.register(7001, Self.company("A"))
      let rows = try await world.found()
      await #expect(throws: Failure.self) { try await world.accept(rows[0], Decision(.update)) }
      try await world.accept(rows[0], Decision(.add, values: ["name": "A"]))
      try await world.accept(rows[0], nil)
      try await world.tick()
      #expect(world.odoo.records("res.partner").isEmpty)
      #expect(try await world.propose(matches: false).rows.map(\.match.action) == [.add])
    }
  }

  @Test("what is wrong with a row is said, and once mended and accepted again it is done")
  func mended() async throws {
    try await BooksWorld.with { world in
      world.books.register(7001, Self.company("A"))
      let rows = try await world.found()
      try await world.accept(rows[0], Decision(.add, values: ["name": ""]))
      try await world.tick()
      #expect(try await world.entry("customer-7001").issues.map(\.code) == ["books.name"])
      try await world.accept(rows[0], Decision(.add, values: ["name": "A"]))
      try await world.tick()
      #expect(try await world.entry("customer-7001").state == .settled)
    }
  }

  @Test("a record that another row was linked to meanwhile is not linked twice")
  func takenMeanwhile() async throws {
    try await BooksWorld.with { world in
      Self.put(11, "Known", [:], in: world)
      world.books.register(7001, Self.company("A"))
      world.books.register(7002, Self.company("B"))
      let rows = try await world.found()
      for row in rows { try await world.accept(row, Decision(.update, record: 11)) }
      try await world.tick()
      #expect(world.odoo.reference(11, "res.partner") == "7001")
      let second = try await world.entry("customer-7002")
      #expect(second.issues.map(\.code) == ["import.taken"])
    }
  }

  @Test("what the partner does not list any more is not shown any more; what comes back is")
  func gone() async throws {
    try await BooksWorld.with { world in
      world.books.register(7001, Self.company("A"))
      world.books.register(7002, Self.company("B"))
      try await world.poke(.import)
      world.books.forget(7001)
      #expect(try await world.found().map(\.entry.title) == ["B"])
      world.books.register(7001, Self.company("A again"))
      #expect(try await world.found().map(\.entry.title) == ["A again", "B"])
    }
  }

  @Test("two thousand rows are shown page by page and each is done once")
  func many() async throws {
    try await BooksWorld.with { world in
      for number in 1...2000 { world.books.register(number, Self.company("Company \(number)")) }
      #expect(try await world.poke(.import).counts == ["fetched": 2000, "known": 0, "total": 2000])
      var (after, sizes): (Int64, [Int]) = (0, [])
      while true {
        let page = try await world.propose(after: after)
        sizes.append(page.rows.count)
        for row in page.rows.prefix(3) { try await world.accept(row, Decision(.add, values: row.values)) }
        guard let next = page.next else { break }
        after = next
      }
      #expect(sizes == Array(repeating: 200, count: 10) + [0])
      try await world.tick()
      #expect(world.odoo.records("res.partner").count == 30)
      #expect(try await world.world.store.counts(database: world.world.database)[.proposed] == 1970)
    }
  }

  @Test("bad weather in between keeps what was fetched, and the job goes on by itself")
  func weather() async throws {
    try await BooksWorld.with { world in
      for number in 7001...7003 { world.books.register(number, Self.company("C\(number)")) }
      world.books.failNext(Failure(.transport, "http.connect", "The partner does not answer."))
      _ = try await world.poke(.import, patience: .zero)
      try await eventually("the job is done by itself") {
        world.world.clock.advance(by: .seconds(10))
        return try await world.jobs.look(world.key(.import))?.standing == .done
      }
      #expect(try await world.propose().rows.count == 3)
    }
  }
}
