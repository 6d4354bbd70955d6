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
      #expect(stream.kept == stream.there, "documents of \(stream.name)")
      #expect(stream.lateness < 1000, "lateness of \(stream.name) in ms")
    }
    #expect(figures.openJobs == 0)
    #expect(figures.waiting == 0)
    #expect(figures.tokens >= 1 + hours / 4)
    #expect(figures.tokens <= 2 + hours / 3 + hours / 6)
    #expect(figures.writes == 0)
    #expect(figures.memoryGrowth < 64 * 1024)
  }
}
