import Core
import Storage

/// Goes through the streams of a connection in their order.
///
/// A stream that fails keeps those from running that depend on it, and no other; each is told by its name.
struct StreamRound {
  private let environment: Environment
  private let intake: Intake
  private let streams: [StreamDeclaration]
  private var account: Account
  /// What of the partner's own settings was read anew in this round, with what kept it from being read.
  private var refreshed: [String: Failure?] = [:]
  private(set) var runs: [StreamRun]

  /// - Parameters:
  ///   - environment: of the engine.
  ///   - intake: reads one stream.
  ///   - account: the connection.
  ///   - stream: the only one to run; nil for all.
  ///   - before: how far this round came before the weather, or a restart, broke it off.
  init(_ environment: Environment, _ intake: Intake, _ account: Account, stream: String?, before: [StreamRun]) {
    self.environment = environment
    self.intake = intake
    self.account = account
    streams = account.connector.streams.filter { stream == nil || $0.stream == stream }
    let known = Dictionary(before.map { ($0.stream, $0) }, uniquingKeysWith: { first, _ in first })
    runs = streams.map { declared in
      var run = known[declared.stream] ?? StreamRun(declared)
      if run.standing == .skipped || run.failure?.passes ?? false { run.wait() }
      return run
    }
  }

  /// What all streams brought together.
  var counts: [String: Int] { runs.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) } }

  /// Why the round did not end well: what passes by itself before what does not, so that the rest is tried again.
  var failure: Failure? {
    let failed = runs.filter { $0.failure != nil }
    guard let run = failed.first(where: { $0.failure?.passes ?? false }) ?? failed.first, var failure = run.failure
    else { return nil }
    if runs.count > 1 { failure.message = "\(run.label): \(failure.message)" }
    return failure
  }

  /// Runs the next stream that waits; false when none does.
  ///
  /// - Throws: `.transport` when the task ends meanwhile.
  mutating func next() async throws(Failure) -> Bool {
    guard let place = runs.firstIndex(where: { $0.standing == .waiting }) else { return false }
    if let broken = broken(before: streams[place]) {
      runs[place].skip(because: broken.because ?? broken.stream)
      await tellSkipped(runs[place], broken.label)
      return true
    }
    do throws(Failure) {
      try await refresh(streams[place])
      let fetched = try await intake.fetch(streams[place].stream, account)
      runs[place].end(fetched)
      await tell(runs[place], fetched)
    } catch {
      guard !Task.isCancelled else { throw error }
      runs[place].fail(error)
      await tellFailed(runs[place], error)
    }
    return true
  }

  /// A stream of this round that did not run well and must have before this one.
  private func broken(before stream: StreamDeclaration) -> StreamRun? {
    runs.first { ($0.standing == .failed || $0.standing == .skipped) && stream.dependsOn.contains($0.stream) }
  }

  // MARK: The partner's own settings

  private mutating func refresh(_ stream: StreamDeclaration) async throws(Failure) {
    for name in stream.snapshots(account.settings) {
      if refreshed[name] == nil { refreshed[name] = .some(try await failure(of: name)) }
      if let failure = refreshed[name] ?? nil { throw failure }
    }
  }

  /// Reads one part anew and opens the connection with it.
  private mutating func failure(of name: String) async throws(Failure) -> Failure? {
    try await account.mayCall(environment)
    do throws(Failure) {
      _ = try await Connections(environment).fetch(name, database: account.database, key: account.settings.key)
    } catch {
      return account.noted(error, environment)
    }
    account = try await account.reopened(environment)
    return nil
  }

  // MARK: Telling

  private func tell(_ run: StreamRun, _ fetched: Intake.Fetched) async {
    environment.report(
      .info,
      "fetched",
      [
        "connection": account.settings.name, "stream": run.stream, "new": "\(fetched.new)",
        "again": "\(fetched.again)", "known": "\(fetched.known)",
        "left_alone": fetched.kinds.sorted().joined(separator: " "), "correlation_id": account.correlation,
      ]
    )
    guard fetched.new + fetched.again + fetched.known > 0 else { return }
    let words = "\(run.label): \(fetched.new + fetched.again) new, \(fetched.known) known already."
    await write(run, .info, "stream.fetched", words)
  }

  private func tellFailed(_ run: StreamRun, _ failure: Failure) async {
    environment.report(
      .warning,
      "\(run.label): \(failure.message)",
      ["code": failure.code, "connection": account.settings.name, "stream": run.stream]
    )
    await write(run, .responseError, failure.code, "\(run.label) failed: \(failure.message)")
  }

  private func tellSkipped(_ run: StreamRun, _ before: String) async {
    let words = "\(run.label) was skipped because it needs what did not come in before: \(before)."
    environment.report(.warning, words, ["connection": account.settings.name, "stream": run.stream])
    await write(run, .responseError, "stream.skipped", words)
  }

  private func write(_ run: StreamRun, _ level: LogRow.Level, _ code: String, _ message: String) async {
    let line = LogRow(
      level: level,
      code: code,
      message: message,
      at: environment.time.now(),
      correlation: account.correlation,
      database: account.database,
      subject: account.subject("\(account.connector.id).inbox.fetch"),
      recordName: run.stream
    )
    await EngineLog(environment).write([line])
  }
}
