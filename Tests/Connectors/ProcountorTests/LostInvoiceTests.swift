import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.invoice.send: once, whatever happens", .timeLimit(.minutes(5)))
struct LostInvoiceTests {
  private let wait = Timing().lookupWait

  @Test("an invoice that arrived although its answer was lost is found at once and counts as sent")
  func found() async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .lost(arrives: true))
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(world.reference?.externalID == "9001")
      #expect(world.reference?.number == "1001")
      #expect(world.partner.all(.invoices).count == 1)
    }
  }

  @Test("an invoice that is not found is looked up twice, each after the waiting time, and sent again")
  func notFound() async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .lost(arrives: false))
      let status1 = try await world.click().status
      #expect(status1 == .inDoubt)
      world.world.advance(by: wait)
      try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
      #expect(world.partner.count("POST /invoices") == 1)
      world.world.advance(by: wait)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.count("POST /invoices") == 2)
      #expect(world.partner.all(.invoices).count == 1)
    }
  }

  @Test("a server's error leaves open whether it arrived", arguments: [500, 502, 503, 504])
  func serverError(_ status: Int) async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .answer(status))
      let status2 = try await world.click().status
      #expect(status2 == .inDoubt)
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("an invoice that arrives late, after both look-ups, is found before it would be sent again")
  func arrivesLate() async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .lost(arrives: false))
      let status3 = try await world.click().status
      #expect(status3 == .inDoubt)
      world.world.advance(by: wait)
      let entry = try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
      let body = try #require(try await world.world.store.steps(of: entry.id).first?.body)
      world.partner.next(.get, "/invoices", .answer(200, ["results": []]))
      world.partner.put(.invoices, try JSON(parsing: body))
      world.world.advance(by: wait)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.count("POST /invoices") == 1)
      #expect(world.partner.all(.invoices).count == 1)
    }
  }

  @Test("where the look-up finds several, a person decides with the evidence")
  func several() async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .lost(arrives: true))
      let body = try byHand([:])
      // Somebody enters the same invoice while ours is on its way.
      world.partner.next(.get, "/invoices", .answer(200, ["results": []]))
      world.partner.put(.invoices, body)
      let outcome = try await world.click()
      #expect(outcome.status == .inDoubt)
      let entry = try #require(outcome.entry)
      #expect(entry.state == .quarantined)
      #expect(entry.failure?.code == "procountor.invoice.ambiguous")
      #expect(entry.failure?.message.contains("(id 9001)") == true)
      #expect(entry.failure?.message.contains("(id 9002)") == true)
      _ = try await world.world.ledger.resolve(
        entry.id,
        sent: true,
        externalID: "9002",
        number: "1002",
        reason: "looked there"
      )
      let status4 = try await world.click().status
      #expect(status4 == .alreadySent)
      #expect(world.reference?.externalID == "9002")
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("another invoice under our number is never taken for ours", arguments: ["buyer", "sum"])
  func another(_ what: String) async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .lost(arrives: false))
      world.partner.next(.get, "/invoices", .answer(200, ["results": []]))
      let other: JSON =
        what == "buyer"
        ? ["counterParty": ["counterPartyAddress": ["name": "Toinen Oy"]]]
        : ["invoiceSumInfo": [["currency": "EUR", "excludingVatTotal": 1, "vatSumTotal": 0, "invoiceSumTotal": 1]]]
      world.partner.put(.invoices, try byHand(other))
      let outcome = try await world.click()
      #expect(outcome.status == .inDoubt)
      #expect(outcome.entry?.failure?.code == "procountor.invoice.ambiguous")
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("an invoice that somebody entered by hand is not sent a second time; invalidated there, it goes")
  func enteredByHand() async throws {
    try await ProcountorWorld.with { world in
      let id = world.partner.put(.invoices, try byHand([:]))
      let outcome = try await world.click()
      #expect(outcome.status == .issues)
      let issue = try #require(outcome.issues.first)
      #expect(issue.code == "procountor.invoice.exists")
      #expect(issue.record == 42)
      #expect(issue.message.contains("1001 of 2026-03-02, Esimerkki Oy, 1260.35 EUR, UNFINISHED (id \(id))"))
      #expect(world.partner.count("POST /invoices") == 0)
      world.partner.next(.get, "/invoices", .answer(200, ["results": [try byHand(["status": "INVALIDATED"])]]))
      let status5 = try await world.click().status
      #expect(status5 == .sent)
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test(
    "only the same number is in the way, and of another day only the same invoice",
    arguments: [
      (["originalInvoiceNumber": "INV/2026/00042-B"] as JSON, true),
      (["date": "2025-03-02", "counterParty": ["counterPartyAddress": ["name": "Toinen Oy"]]] as JSON, true),
      (["date": "2026-02-27"] as JSON, false),
    ] as [(JSON, Bool)]
  )
  func others(_ members: JSON, _ goes: Bool) async throws {
    try await ProcountorWorld.with { world in
      world.partner.put(.invoices, try byHand(members))
      let status6 = try await world.click().status
      #expect(status6 == (goes ? .sent : .issues))
    }
  }

  /// The golden invoice as somebody may have entered it.
  private func byHand(_ members: JSON) throws -> JSON {
    let golden = try #require(Golden.cases("invoice.send").first { $0.name == "plain" })
    let invoice = try #require(try golden.json("partner.json"))
    return (members.objectValue?.members ?? []).reduce(invoice) { $0.adding($1.key, $1.value) }
  }
}
