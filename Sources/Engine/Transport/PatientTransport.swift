import Core
import HTTP

/// Reads again what bad weather has kept from being read; writes pass once.
struct PatientTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let environment: Environment
  private let patience: ReadPatience

  init(_ next: any HTTPTransport, _ environment: Environment, _ patience: ReadPatience) {
    self.next = next
    self.environment = environment
    self.patience = patience
  }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    guard request.method == .get else { return try await next.send(request) }
    var tries = 1
    while tries < patience.tries, !Task.isCancelled {
      let asked: Double?
      do throws(Failure) {
        let response = try await next.send(request)
        guard patience.retries(response.status) else { return response }
        asked = response.retryAfter(now: environment.time.now())
      } catch {
        guard patience.waitsOut(error) else { throw error }
        asked = error.retryAfter
      }
      await environment.time.sleep(
        for: patience.pause(after: tries, random: environment.random(), retryAfter: asked)
      )
      tries += 1
    }
    return try await next.send(request)
  }
}
