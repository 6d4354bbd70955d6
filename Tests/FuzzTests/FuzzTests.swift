import Foundation
import FuzzKit
import Testing

/// What must hold for any input. `SIDECAR_FUZZ_SECONDS` and `SIDECAR_FUZZ_SEED` change how long and with what;
/// `contrib/soak fuzz` runs the same targets for an hour.
@Suite("fuzz", .serialized, .timeLimit(.minutes(90)))
struct FuzzTests {
  @Test("nothing is found in any target", arguments: fuzzTargets.map { $0.name })
  func nothing(_ name: String) async throws {
    let target = try #require(fuzzTargets.first { $0.name == name })
    let report = try await FuzzRun(environment: ProcessInfo.processInfo.environment).run(target)
    let findings = report.findings.joined(separator: "\n")
    #expect(report.findings.isEmpty, "\(findings)")
    #expect(report.cases > 0)
  }
}
