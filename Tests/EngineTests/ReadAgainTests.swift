import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("retrying a document that came in", .timeLimit(.minutes(5)))
struct ReadAgainTests {
  @Test("a retry takes the partner's newest version, and the old one is replaced by it")
  func newer() async throws {
    try await InboxWorld.withStreams { world, partner in
      try await world.hold(partner)
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v2"])
      partner.vendors.put("v2", ["name": "Acme"])
      try await world.poke(.incoming, stream: "vendors")
      try await world.tick()
      #expect(try await world.retryBill())
      try await world.tick()
      let bills = try await world.bills()
      #expect(bills.map(\.state) == [.dropped, .settled])
      #expect(bills.map(\.status) == ["replaced", "received"])
    }
  }

  @Test("the same version is applied once more; what was repaired meanwhile counts")
  func same() async throws {
    try await InboxWorld.withStreams { world, partner in
      try await world.hold(partner)
      partner.vendors.put("v1", ["name": "Northwind"])
      try await world.poke(.incoming, stream: "vendors")
      try await world.tick()
      #expect(try await world.retryBill())
      try await world.tick()
      #expect(try await world.bills().map(\.state) == [.settled])
    }
  }

  @Test("a document that the partner has no longer is held as gone, kept whole, and can be retried or ignored")
  func gone() async throws {
    try await InboxWorld.withStreams { world, partner in
      try await world.hold(partner)
      partner.bills.remove("b1")
      #expect(try await world.retryBill())
      try await world.tick()
      let bill = try #require(try await world.bills().first)
      #expect(bill.state == .quarantined)
      #expect(bill.issues.map(\.code) == ["streams.source_gone"])
      #expect(try await world.world.store.steps(of: bill.id).count == 1)
      #expect(try await world.log().contains { $0.code == "streams.source_gone" && $0.audit?.action == .quarantined })
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      #expect(try await world.retryBill())
      try await world.tick()
      #expect(try await world.bills().map { $0.issues.first?.code } == ["streams.vendor_missing"])
    }
  }

  @Test("while the partner cannot be asked the document waits, and says why")
  func weather() async throws {
    try await InboxWorld.withStreams { world, partner in
      try await world.hold(partner)
      partner.bills.failNext(Failure(.transport, "streams.unreachable", "The partner cannot be reached."))
      #expect(try await world.retryBill())
      let unit = try #require(try await world.unit())
      try await world.run(unit)
      #expect(try await world.bills().map(\.state) == [.pending])
      #expect(try await world.bills().map { $0.failure?.code } == ["streams.unreachable"])
    }
  }
}

@Suite("the audit line of a document that came in", .timeLimit(.minutes(5)))
struct AuditTests {
  @Test("each document read, created, updated and held leaves a line with source, target, content, run, actor and time")
  func lines() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "old"])
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await world.poke(.incoming)
      try await world.tick()
      partner.notes.put("n1", ["text": "new"])
      try await world.poke(.incoming)
      try await world.tick()
      let lines = try await world.log().filter { $0.audit != nil }
      #expect(lines.compactMap { $0.audit?.action } == [.read, .read, .quarantined, .created, .read, .updated])
      let entries = try await world.entries()
      for line in lines {
        let entry = try #require(entries.first { $0.id == line.entry })
        #expect(line.audit?.source == entry.subject.arrival)
        #expect(line.audit?.hash == entry.hash)
        #expect(line.audit?.run.isEmpty == false)
      }
      #expect(lines.map { $0.audit?.target } == [nil, nil, nil, "note.note,1", nil, "note.note,1"])
      #expect(lines.map { $0.audit?.actor } == ["sidecar", "sidecar", "user 7", "user 7", "sidecar", "user 7"])
    }
  }

  @Test("what is known already is one line of its stream with the count, not one for each document")
  func known() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...6 { partner.notes.put("n\(number)", ["text": "a"]) }
      try await world.poke(.incoming)
      let before = try await world.log().count
      partner.notes.put("n1", ["text": "a"])
      try await world.poke(.incoming)
      let after = try await world.log().dropFirst(before)
      #expect(after.map(\.message) == ["Fetching notes: 0 new, 2 known already."])
    }
  }
}

extension InboxWorld {
  /// One bill is held because its vendor is not in Odoo.
  fileprivate func hold(_ partner: StreamsConnector) async throws {
    partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
    try await poke(.incoming, stream: "bills")
    try await tick()
  }

  fileprivate func bills() async throws -> [Entry] {
    try await entries().filter { $0.subject.flow == ReceiveStreamBill.flow }
  }

  fileprivate func retryBill() async throws -> Bool {
    guard let held = try await bills().first(where: { $0.state == .quarantined }) else { return false }
    return try await world.ledger.retry(held.id)
  }
}
