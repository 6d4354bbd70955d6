import Core
import Foundation
import FuzzKit
import Glibc
import Synchronization

/// Runs one target of the fuzzing: `odoo-sidecar-fuzz TARGET`; the variables of `FuzzRun` say how long and with what.
///
/// What it finds stands on standard error; a line of counts is added to the file `SIDECAR_FUZZ_REPORT`. The case that
/// is tried stands in the file `SIDECAR_FUZZ_PLACE`, so that one that hangs or ends the process can be tried again.
@main
struct Main {
  static func main() async throws {
    guard let name = CommandLine.arguments.dropFirst().first,
      let target = fuzzTargets.first(where: { $0.name == name })
    else {
      say("name one target: \(fuzzTargets.map { $0.name }.joined(separator: ", "))")
      exit(64)
    }
    let run = FuzzRun(environment: ProcessInfo.processInfo.environment)
    let place = Place(ProcessInfo.processInfo.environment["SIDECAR_FUZZ_PLACE"])
    Thread.detachNewThread { place.watch(name, run.seed) }
    let report = try await run.run(target, began: place.began, say: say)
    for finding in report.findings { say("finding: \(finding)") }
    write(report.json.text, to: ProcessInfo.processInfo.environment["SIDECAR_FUZZ_REPORT"] ?? "/dev/stdout")
    exit(report.findings.isEmpty ? 0 : 1)
  }

  private static func write(_ line: String, to path: String) {
    guard let file = fopen(path, "a") else { return say(line) }
    fputs(line + "\n", file)
    fclose(file)
  }

  static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

/// Where the run is, for the case that ends it.
private final class Place: Sendable {
  private struct State {
    var number = 0
    var since = ContinuousClock.now
  }
  private let state = Mutex(State())
  private let file: Int32

  init(_ path: String?) {
    file = path.map { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) } ?? -1
  }

  func began(_ number: Int) {
    state.withLock { $0 = State(number: number) }
    guard file >= 0 else { return }
    let text = "\(number)\n"
    _ = pwrite(file, text, text.utf8.count, 0)
  }

  /// Ends the process with code 3 when a case takes too long.
  func watch(_ target: String, _ seed: UInt64) {
    while true {
      sleep(1)
      let now = state.withLock { $0 }
      guard ContinuousClock.now - now.since > FuzzRun.patience else { continue }
      Main.say("hang: \(target) seed \(seed) case \(now.number) took more than \(FuzzRun.patience)")
      exit(3)
    }
  }
}
