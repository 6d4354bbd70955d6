import Core
import Engine
import Foundation
import HTTP
import ProcurifyConnector
import Sandbox
import Storage
import TestKit
import Testing

/// The real connector against the simulator, on simulated time: two hours here, a day with `contrib/soak schedule-day`,
/// which sets `ODOO_SIDECAR_DAY_HOURS` and shows the figures.
@Suite("A day with Procurify", .timeLimit(.minutes(30)))
struct ProcurifyDayTests {
  @Test("schedules, token renewals and outages: no drift, no leak, no missed stream")
  func day() async throws {
    let hours = ProcessInfo.processInfo.environment["ODOO_SIDECAR_DAY_HOURS"].flatMap { Int($0) } ?? 2
    let figures = try await ProcurifyDay.with { day in
      for hour in 0..<hours { try await day.hour(hour) }
      return try await day.figures(after: hours)
    }
    for line in figures.lines { print("schedule-day: \(line)") }
    for stream in figures.streams {
      #expect(stream.begun == stream.expected, "runs of \(stream.name)")
      // Whoever waits for a second of the clock while others still work gets it; what drifts would add up to minutes.
      #expect(stream.lateness < 5000, "lateness of \(stream.name) in ms")
      #expect(stream.kept == stream.there, "documents of \(stream.name) that came in")
      #expect(stream.overtaken == ProcurifyDay.overtaken(stream.name, hours), "overtaken \(stream.name)")
      let due = stream.there - stream.overtaken
      #expect(stream.settled == due, "documents of \(stream.name) whose newest state is in Odoo")
      #expect(stream.linked == due, "records of \(stream.name)")
      #expect(stream.twice == 0, "records of \(stream.name)")
    }
    #expect(figures.made == ProcurifyDay.due(hours))
    #expect(figures.openJobs == 0)
    #expect(figures.unsettled == [])
    #expect(figures.tokens == figures.tokensDue)
    #expect(figures.writes == 0)
    #expect((figures.refused > 0) == (0..<hours).contains(where: ProcurifyDay.isProcurifyAway))
    #expect((figures.turnedAway > 0) == (0..<hours).contains(where: ProcurifyDay.isOdooAway))
    #expect(figures.memoryGrowth < 64 * 1024)
  }
}
