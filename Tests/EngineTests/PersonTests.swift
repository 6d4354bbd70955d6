import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("what a person decides", .timeLimit(.minutes(5)))
struct PersonTests {
  @Test("an ignored document is not sent by a click, and goes after Retry")
  func ignore() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(422))
      let entry = try #require(try await world.click().entry)
      #expect(try await world.ledger.ignore(entry.id, reason: "ordered by phone"))
      let refused = try await world.click()
      #expect(refused.status == .refused)
      #expect(refused.issues.first?.message.contains("ordered by phone") == true)
      #expect(try await world.ledger.retry(entry.id))
      world.outbox.wake()
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
    }
  }

  @Test("a document that was ignored for its issues can be taken up again and sent once they are mended")
  func ignoredIssues() async throws {
    try await TestWorld.with { world in
      world.odoo.change("partner_id.ref", to: .null)
      let entry = try #require(try await world.click().entry)
      #expect(try await world.ledger.retry(entry.id) == false, "only a mended order can go")
      #expect(try await world.ledger.ignore(entry.id, reason: "later"))
      #expect(try await world.ledger.retry(entry.id))
      #expect(try await world.entry()?.state == .quarantined)
      #expect(world.partner.requests == [])
      world.odoo.change("partner_id.ref", to: "4260123450021")
      #expect(try await world.click().status == .sent)
    }
  }

  @Test("a document in doubt can be neither ignored nor retried, only resolved")
  func doubt() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      let entry = try #require(try await world.click().entry)
      #expect(try await world.ledger.ignore(entry.id, reason: "x") == false)
      #expect(try await world.ledger.retry(entry.id) == false)
      let after = try await world.ledger.resolve(
        entry.id,
        sent: true,
        externalID: "tx-77",
        number: nil,
        reason: "seen in the portal"
      )
      #expect(after.state == .delivered)
      #expect(try await world.click().status == .alreadySent)
      #expect(world.odoo.reference() == "tx-77")
      #expect(world.partner.posts == 1)
    }
  }

  @Test("only what is in doubt can be resolved")
  func notInDoubt() async throws {
    try await TestWorld.with { world in
      let entry = try #require(try await world.click().entry)
      await #expect(throws: Failure.self) {
        _ = try await world.ledger.resolve(entry.id, sent: false, externalID: nil, number: nil, reason: "x")
      }
      #expect(try await world.entry()?.state == .delivered)
    }
  }

  @Test("a document that went by another way is never sent by us")
  func elsewhere() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(422))
      let entry = try #require(try await world.click().entry)
      _ = try await world.ledger.elsewhere(
        entry.subject,
        recordName: "P00042",
        number: "PO-7",
        reason: "by mail",
        correlation: "c"
      )
      let outcome = try await world.click()
      #expect(outcome.status == .alreadySent)
      #expect(outcome.entry?.number == "PO-7")
      #expect(world.partner.posts == 1)
    }
  }

  @Test("what a person decides while the worker meets trouble with the settings stands")
  func decidedMeanwhile() async throws {
    let world = try await TestWorld()
    try await world.connect(changes: [("state", "validated")])
    _ = try await world.run(world.request(deadline: .zero))
    let entry = try #require(try await world.entry())
    _ = try await world.ledger.elsewhere(
      entry.subject,
      recordName: "P00042",
      number: "PO-7",
      reason: "by mail",
      correlation: "c"
    )
    try await world.working {
      try await eventually("the worker has looked") { world.clock.hasSleeper(for: .seconds(1)) }
      #expect(try await world.entry()?.state == .delivered)
      #expect(world.partner.requests == [])
    }
  }
}
