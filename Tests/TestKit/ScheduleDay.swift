import Core
package import Engine
import Foundation
import Storage

/// Lets simulated time pass for the work of databases over HTTP: from slot to slot, each time until everything that is due
/// has been done.
package struct ScheduleDay: Sendable {
  /// What the worker said of one run that it began.
  package struct Slot: Sendable, Equatable {
    package let job: String
    package let lateness: Int
    package let missed: Int
  }
  /// Nothing is looked at less often than this.
  private static let step = Duration.seconds(900)
  /// How long everybody waits who has nothing to do.
  private static let idle = Duration.seconds(5)

  private let clock: FixedClock
  private let environment: Environment
  private let jobs: Jobs
  private let remote: RemoteTick
  private let database: Int64

  package init(_ clock: FixedClock, _ environment: Environment, _ jobs: Jobs, _ remote: RemoteTick, _ database: Int64) {
    self.clock = clock
    self.environment = environment
    self.jobs = jobs
    self.remote = remote
    self.database = database
  }

  /// Lets so much time pass.
  package func pass(_ duration: Duration) async throws {
    let end = clock.now() + duration
    try await rest()
    while clock.now() < end {
      let next = try await environment.store.schedules(database: database, connection: nil).compactMap(\.nextAt).min()
      let left = min(end - clock.now(), Self.step)
      let untilSlot = next.map { $0 - clock.now() } ?? left
      clock.advance(by: untilSlot > .zero ? min(left, untilSlot) : left)
      try await rest()
    }
  }

  /// Waits until everything that is due now has been done. What waits for the clock meanwhile, for a partner's limit or
  /// before the next try, gets it.
  package func rest() async throws {
    try await look()
    try await until { try await !isFetching() }
    try await look()
  }

  private func look() async throws {
    let before = await remote.looks
    remote.wake()
    try await until { await remote.hasLooked(since: before) }
  }

  private func until(_ holds: () async throws -> Bool) async throws {
    let begun = ContinuousClock.now
    var turns = 0
    while try await !holds() {
      turns += 1
      await Task.yield()
      if turns.isMultiple(of: 50), let wait = clock.untilSleeper(below: .seconds(60), but: Self.idle) {
        clock.advance(by: wait)
      } else if turns.isMultiple(of: 500) {
        clock.rouse(Self.idle)
      }
      guard ContinuousClock.now - begun < .seconds(60) else { throw Stuck(at: clock.now()) }
    }
  }

  /// Whether a fetch is under way that does not wait for better weather.
  private func isFetching() async throws -> Bool {
    let now = clock.now()
    return try await environment.store.openJobs(database: database).contains { row in
      let notBefore = row.content["not_before"]?.intValue.map { Timestamp(milliseconds: Int64($0)) }
      return notBefore.map { $0 <= now } ?? true
    }
  }

  package struct Stuck: Error {
    let moment: Timestamp
    init(at moment: Timestamp) { self.moment = moment }
  }

  /// What the operator's log says of the runs that were begun.
  package static func slots(in lines: [String]) -> [Slot] {
    lines.filter { $0.hasPrefix("scheduled ") }.compactMap { line in
      func fact(_ name: String) -> String? {
        line.range(of: "\"\(name)\": \"").map { String(line[$0.upperBound...].prefix { $0 != "\"" }) }
      }
      guard let job = fact("job"), let late = fact("late_ms").flatMap({ Int($0) }) else { return nil }
      return Slot(job: job, lateness: late, missed: fact("missed").flatMap { Int($0) } ?? 0)
    }
  }

  /// Resident memory of this process in KiB; nil where the system does not say.
  package static var memory: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    return status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
      .flatMap { Int($0.filter(\.isNumber)) }
  }
}
