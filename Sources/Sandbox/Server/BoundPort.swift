import Core

/// The port a simulator listens on, known once it does.
actor BoundPort {
  private var outcome: Result<Int, Failure>?
  private var waiting: [CheckedContinuation<Result<Int, Failure>, Never>] = []

  /// Waits until the simulator listens.
  /// - Throws: why it does not.
  func value() async throws(Failure) -> Int {
    if let outcome { return try outcome.get() }
    let outcome = await withCheckedContinuation { waiting.append($0) }
    return try outcome.get()
  }

  /// Tells everybody who waits; only the first outcome counts.
  func settle(_ outcome: Result<Int, Failure>) {
    guard self.outcome == nil else { return }
    self.outcome = outcome
    for continuation in waiting { continuation.resume(returning: outcome) }
    waiting = []
  }
}
