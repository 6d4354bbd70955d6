import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("A day of schedules", .timeLimit(.minutes(5)))
struct ScheduleDayTests {
  @Test("24 hours with outages, a clock change and a restart: no drift, no missed run, nothing lost, nothing twice")
  func day() async throws {
    let partner = StreamsConnector()
    let remote = try await RemoteWorld(connectors: [partner], connector: "streams")
    // The night in which clocks in Helsinki skip the hour from three to four, at 01:00 UTC.
    let start = try #require(Timestamp(text: "2026-03-28T22:00:00Z"))
    remote.clock.advance(by: start - remote.clock.now())
    let first = remote.restarted()
    try await remote.serving(first) {
      try await remote.set("vendors", every: 900)
      try await remote.set("notes", cron: "10 * * * *")
      try await remote.set("bills", cron: "30 3 * * *", zone: "Europe/Helsinki")
      try await hours(0..<9, remote, first, partner)
    }
    // Three hours in which the service is down.
    remote.clock.advance(by: .seconds(3 * 3600))
    let second = remote.restarted()
    try await remote.serving(second) {
      try await hours(12..<24, remote, second, partner)
    }
    try await check(remote, partner)
  }

  /// In every hour the partner has something new in each list; two hours it is away, two hours Odoo is.
  private func hours(
    _ hours: Range<Int>,
    _ remote: RemoteWorld,
    _ service: RemoteWorld.Service,
    _ partner: StreamsConnector
  ) async throws {
    let day = ScheduleDay(remote.clock, remote.environment, service.jobs, service.remote, remote.database)
    let away = Failure(.transport, "http.connect", "The partner cannot be reached.")
    for hour in hours {
      for list in [partner.vendors, partner.bills, partner.notes] {
        list.keepFailing((4..<6).contains(hour) ? away : nil)
      }
      remote.gateways.fail((16..<18).contains(hour) ? FakeGateways.unreachable : nil)
      partner.vendors.put("v\(hour)", ["name": .string("Vendor \(hour)")])
      partner.bills.put("b\(hour)", ["number": .string("B-\(hour)"), "vendor": .string("v\(hour)")])
      partner.notes.put("n\(hour)", ["text": .string("\(hour)")])
      try await day.pass(.seconds(3600))
    }
  }

  private func check(_ remote: RemoteWorld, _ partner: StreamsConnector) async throws {
    let slots = ScheduleDay.slots(in: remote.world.told.all)
    let runs = Dictionary(grouping: slots, by: \.job)
    // 0 to 9 h with both ends, one after the restart that makes up for twelve, and 12 to 24 h.
    let vendors = runs["incoming:vendors"] ?? []
    #expect(vendors.count == 37 + 1 + 48)
    #expect(vendors.map(\.missed).reduce(0, +) == 11)
    let notes = runs["incoming:notes"] ?? []
    #expect(notes.count == 9 + 1 + 12)
    #expect(notes.map(\.missed).reduce(0, +) == 2)
    // The only run of the day: at the first moment after the gap.
    let bills = runs["incoming:bills"] ?? []
    #expect(bills.count == 1)
    // Whoever waits for a second of the clock while others still work gets it; what drifts would add up to minutes.
    let latest = slots.filter { $0.missed == 0 }.map(\.lateness).max() ?? .max
    #expect(latest < 5000)
    let last = try await remote.store.schedules(database: remote.database, connection: nil)
    let names = Dictionary(last.map { ($0.stream, $0.nextAt?.text ?? "") }, uniquingKeysWith: { first, _ in first })
    #expect(names["vendors"] == "2026-03-29T22:15:00.000Z")
    #expect(names["notes"] == "2026-03-29T22:10:00.000Z")
    #expect(names["bills"] == "2026-03-30T00:30:00.000Z")
    try await checkOdoo(remote, partner)
  }

  private func checkOdoo(_ remote: RemoteWorld, _ partner: StreamsConnector) async throws {
    let known = Array(0..<9) + Array(12..<24)
    let created = remote.odoo.records("res.partner").compactMap { $0["name"]?.stringValue }.filter { $0 != "Known" }
    #expect(created.sorted() == known.map { "Vendor \($0)" }.sorted())
    let written = remote.odoo.records("note.note").compactMap { $0["name"]?.stringValue }
    #expect(written.sorted() == known.map { "n\($0)" }.sorted())
    let open = try await remote.entries().filter { $0.state != .settled && $0.subject.flow != ReceiveStreamBill.flow }
    #expect(open.isEmpty)
    #expect(remote.environment.weather.outage(remote.database) == nil)
  }
}
