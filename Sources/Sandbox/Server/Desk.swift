import Core
import HTTPTypes
import Hummingbird
import NIOCore

/// Serves endpoints with all that may go wrong on the way.
struct Desk: Sendable {
  let gate: any Gatekeeper
  var manners = Manners.plain
  let bodyLimit: Int
  /// How a `slow` answer waits; tests replace it.
  let pause: @Sendable (Duration) async throws -> Void

  /// An endpoint of the partner's API: behind the gate, and it may misbehave.
  func serve(_ endpoint: Endpoint, _ request: Request, _ context: SimulatorContext) async throws -> Response {
    switch await gate.admit(endpoint, request) {
    case .refused(let answer):
      return answer.response
    case .admitted(let decision, let holder):
      if let delay = decision.delay { try await pause(delay) }
      return try await answer(endpoint, request, context, decision.misbehaviour, holder)
    }
  }

  /// An endpoint of the control surface: nothing goes wrong here.
  func control(_ endpoint: Endpoint, _ request: Request, _ context: SimulatorContext) async throws -> Response {
    guard let call = try await Call(request, context, limit: bodyLimit) else { return tooLarge.response }
    return await endpoint.answer(call).response
  }

  private func answer(
    _ endpoint: Endpoint,
    _ request: Request,
    _ context: SimulatorContext,
    _ misbehaviour: Misbehaviour?,
    _ holder: String
  ) async throws -> Response {
    switch misbehaviour {
    case .status(let status, let retryAfter):
      let answer = manners.error(status, Self.phrase(status))
      return (retryAfter.map { answer.with("Retry-After", String($0)) } ?? answer).response
    case .expiredToken:
      return manners.error(401, "Unauthenticated.").response
    case .hang:
      try await context.channel.fallSilent()
      throw HungUp()
    default:
      let answer = try await honestAnswer(endpoint, request, context, holder)
      if answer.isSilence {
        try await context.channel.fallSilent()
        throw HungUp()
      }
      return try await damage(answer, misbehaviour, context.channel)
    }
  }

  private func honestAnswer(
    _ endpoint: Endpoint,
    _ request: Request,
    _ context: SimulatorContext,
    _ holder: String
  ) async throws -> Answer {
    guard var call = try await Call(request, context, limit: bodyLimit) else { return tooLarge }
    call.holder = holder
    if let fault = manners.fault(call, endpoint) { return fault }
    return await endpoint.answer(call)
  }

  /// What a server says of a status that nobody explains.
  private static func phrase(_ status: Int) -> String {
    switch status {
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Error \(status)"
    }
  }

  private var tooLarge: Answer { manners.error(413, "The request body may not be greater than \(bodyLimit) bytes.") }

  /// Spoils the answer to a request that was carried out.
  private func damage(
    _ answer: Answer,
    _ misbehaviour: Misbehaviour?,
    _ channel: any Channel
  ) async throws -> Response {
    var answer = answer
    switch misbehaviour {
    case .replyLost:
      return try await hangUp(channel, [])
    case .noise:
      return try await hangUp(channel, [0x16, 0x03, 0x01, 0x00, 0xFF, 0xFE, 0x0D, 0x0A])
    case .half:
      return try await hangUp(channel, answer.wire.dropLast((answer.body.count + 1) / 2))
    case .garbage:
      answer.body = [0x7B, 0x22, 0xFF, 0xFE, 0x00, 0xC3, 0x28]
    case .html:
      answer.headers = [Answer.Header(name: "Content-Type", value: "text/html; charset=utf-8")]
      answer.body = Array("<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>\n".utf8)
    case .empty:
      answer.body = []
    case .huge:
      return answer.response(repeating: ByteBuffer(repeating: UInt8(ascii: "a"), count: 65_536), times: 1024)
    default:
      break
    }
    return answer.response
  }

  private func hangUp(_ channel: any Channel, _ bytes: some Sequence<UInt8>) async throws -> Response {
    try await channel.hangUp(saying: Array(bytes))
    throw HungUp()
  }
}
