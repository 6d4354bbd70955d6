package import Core
import Foundation
import Synchronization
package import TestKit

/// Tries a target with case after case until the time is over; every case has random numbers of its own, so that one
/// can be repeated without the others.
package struct FuzzRun: Sendable {
  package struct Report: Sendable {
    package var target: String
    package var seed: UInt64
    package var cases = 0
    package var findings: [String] = []
    /// Resident bytes after the first tenth of the time, and at the end.
    package var residentFrom = 0
    package var residentTo = 0

    /// One line for whoever sums up.
    package var json: JSON {
      .record([
        ("target", .string(target)), ("seed", .string("\(seed)")), ("cases", .int(cases)),
        ("findings", .int(findings.count)), ("rss_from", .int(residentFrom)), ("rss_to", .int(residentTo)),
      ])
    }
  }

  /// A case that takes longer is a hang.
  package static let patience = Duration.seconds(90)
  /// A target that finds so much needs no further proof.
  private static let enough = 20

  package let seed: UInt64
  package let seconds: Double
  /// Only this case.
  package var only: Int?

  package init(seed: UInt64, seconds: Double, only: Int? = nil) {
    self.seed = seed
    self.seconds = seconds
    self.only = only
  }

  /// `SIDECAR_FUZZ_SECONDS` a target (2 unless set), `SIDECAR_FUZZ_SEED` (1 unless set) and `SIDECAR_FUZZ_CASE`.
  package init(environment variables: [String: String]) {
    self.init(
      seed: variables["SIDECAR_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1,
      seconds: variables["SIDECAR_FUZZ_SECONDS"].flatMap { Double($0) } ?? 2,
      only: variables["SIDECAR_FUZZ_CASE"].flatMap { Int($0) }
    )
  }

  /// - Parameters:
  ///   - type: what is tried.
  ///   - began: told the number of each case before it is tried, for the day it ends the process.
  ///   - say: told every minute how far it is.
  /// - Returns: what was found and how much was tried.
  /// - Throws: what keeps the target from being opened.
  package func run(
    _ type: any FuzzTarget.Type,
    began: (Int) -> Void = { _ in },
    say: (String) -> Void = { _ in }
  ) async throws -> Report {
    let target = try await type.init()
    var report = Report(target: type.name, seed: seed)
    let start = ContinuousClock.now
    var minutes = 0
    for number in only.map({ $0...$0 }) ?? 0...Int.max {
      let spent = ContinuousClock.now - start
      if report.residentFrom == 0, spent > .seconds(seconds / 10) { report.residentFrom = Memory.resident }
      if only == nil, spent > .seconds(seconds) || report.findings.count >= Self.enough { break }
      if spent > .seconds(60 * (minutes + 1)) {
        minutes += 1
        say("\(type.name): \(minutes) min, \(report.cases) cases, RSS \(Memory.resident >> 20) MiB")
      }
      began(number)
      report.cases += 1
      do {
        var random = Self.random(seed: seed, case: number)
        try await target.run(&random)
      } catch {
        report.findings.append("\(type.name) seed \(seed) case \(number): \(error)")
      }
    }
    await target.close()
    report.residentTo = Memory.resident
    return report
  }

  /// The random numbers of one case.
  package static func random(seed: UInt64, case number: Int) -> SeededRandom {
    var first = SeededRandom(seed: seed)
    return SeededRandom(seed: first.next() &+ UInt64(number))
  }
}
