package import Testing

/// Waits until something holds, without a stopwatch: it looks again and again and lets others work in between.
/// What never comes in two minutes is a failure under the name `what`.
package func eventually(
  _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ holds: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(120)
  while try await !holds() {
    guard ContinuousClock.now < end else {
      Issue.record("This never came: \(what)", sourceLocation: sourceLocation)
      throw CancellationError()
    }
    await Task.yield()
  }
}
