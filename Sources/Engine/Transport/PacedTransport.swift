import Core
import HTTP
import Synchronization

/// Lets requests leave no faster than the partner allows, and none while it has asked for a pause.
struct PacedTransport: HTTPTransport {
  /// A request whose turn does not come within this time is given back instead of waiting for it.
  private static let patience = Duration.seconds(30)

  private let next: any HTTPTransport
  private let environment: Environment
  private let limit: RateLimit
  private let isClick: Bool
  private let prepaid: Prepaid

  init(
    _ next: any HTTPTransport,
    _ environment: Environment,
    _ limit: RateLimit,
    isClick: Bool,
    prepaid: Prepaid = Prepaid(0)
  ) {
    self.next = next
    self.environment = environment
    self.limit = limit
    self.isClick = isClick
    self.prepaid = prepaid
  }

  /// - Throws: `.transport` `partner.paused` when the partner may not be called so soon; nothing has left then.
  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    if !prepaid.use() { try await waitForTurn() }
    guard let most = limit.inFlight else { return try await exchange(request) }
    await environment.flights.enter(limit.key, most: most)
    defer { environment.flights.leave(limit.key) }
    guard !Task.isCancelled else { throw .cutOff }
    return try await exchange(request)
  }

  private func exchange(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let response = try await next.send(request)
    notePause(response)
    return response
  }

  private func waitForTurn() async throws(Failure) {
    let time = environment.time
    let end = time.steady() + Self.patience
    while let pause = environment.limiter.take(limit, isClick: isClick, now: time.steady()) {
      guard time.steady() + pause <= end else { throw .paused(pause) }
      guard !Task.isCancelled else { throw .cutOff }
      await time.sleep(for: pause)
    }
    guard !Task.isCancelled else { throw .cutOff }
  }

  private func notePause(_ response: HTTPResponse) {
    guard response.status == 429 || response.status == 503,
      let seconds = response.retryAfter(now: environment.time.now())
    else { return }
    environment.limiter.pause(limit.key, until: environment.time.steady() + .milliseconds(Int64(seconds * 1000)))
  }
}

/// Requests that were counted before they leave.
final class Prepaid: Sendable {
  private let count: Mutex<Int>

  init(_ count: Int) { self.count = Mutex(count) }

  func use() -> Bool {
    count.withLock { count in
      guard count > 0 else { return false }
      count -= 1
      return true
    }
  }
}

extension Failure {
  fileprivate static let cutOff = Failure(
    .transport,
    "cancelled",
    "The request was cut off before it left.",
    hint: "Run it again when you like."
  )

  static func paused(_ pause: Duration) -> Failure {
    Failure(
      .transport,
      "partner.paused",
      "The partner may not be called before another \(max(1, pause.milliseconds / 1000)) s have passed.",
      hint: "It is tried again by itself.",
      retryAfter: Double(pause.milliseconds) / 1000
    )
  }
}
