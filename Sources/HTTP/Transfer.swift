import CCurl
import Core

/// One call from `send` to its end; touched on the client's thread only.
final class Transfer {
  typealias Answer = Result<HTTPResponse, Failure>

  let id: Int
  let request: HTTPRequest
  let origin: Origin
  private let continuation: CheckedContinuation<Answer, Never>
  private let arrived = ContinuousClock.now
  /// When the connection was asked for; nil while the transfer waits in line.
  private var started: ContinuousClock.Instant?
  private var easy: EasyHandle?

  init(_ id: Int, _ request: HTTPRequest, _ origin: Origin, _ continuation: CheckedContinuation<Answer, Never>) {
    self.id = id
    self.request = request
    self.origin = origin
    self.continuation = continuation
  }

  /// Makes libcurl's handle; nil where memory is exhausted.
  func start(_ configuration: HTTPClient.Configuration) -> UnsafeMutableRawPointer? {
    started = .now
    easy = EasyHandle.make(request, configuration)
    return handle
  }

  var hasStarted: Bool { started != nil }

  /// libcurl's handle while the transfer runs.
  var handle: UnsafeMutableRawPointer? { easy?.raw }

  /// Whether the request had begun to leave.
  private var left: Bool { easy?.sink.left != nil }

  /// The deadline that `now` is past, if any.
  func overdue(_ now: ContinuousClock.Instant) -> TransferProblem? {
    if now >= arrived + request.deadlines.total { return .timeout }
    guard let started, let sink = easy?.sink, !sink.answered else { return nil }
    guard let left = sink.left else { return now >= started + request.deadlines.connect ? .timeoutConnect : nil }
    return now >= left + request.deadlines.firstByte ? .timeoutFirstByte : nil
  }

  /// When `overdue` must be asked again.
  ///
  /// While the connection is being made nobody knows when the request will leave; asking after the time for the first
  /// byte at the latest is early enough, because it cannot have left before now.
  func nextDeadline(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    let total = arrived + request.deadlines.total
    guard let started, let sink = easy?.sink, !sink.answered else { return total }
    let firstByte = (sink.left ?? now) + request.deadlines.firstByte
    return sink.left == nil ? min(total, firstByte, started + request.deadlines.connect) : min(total, firstByte)
  }

  /// Ends with what libcurl says; what we refused from inside a callback goes before its own error.
  func finish(_ code: CURLcode) {
    if let refusal = easy?.sink.refusal {
      fail(refusal)
    } else if code == CURLE_OK, let response {
      resume(.success(response))
    } else {
      fail(TransferProblem(code, left: left), detail: easy?.words(code))
    }
  }

  func fail(_ problem: TransferProblem, detail: String? = nil) {
    let mayHaveArrived = left && !request.safeToRepeat
    resume(.failure(problem.failure(host: origin.host, detail: detail, mayHaveArrived: mayHaveArrived)))
  }

  private var response: HTTPResponse? {
    guard let status = easy?.status, let received = easy?.receivedBytes, let sink = easy?.sink else { return nil }
    return HTTPResponse(
      status: status,
      headers: sink.headers,
      body: sink.body,
      milliseconds: Int((ContinuousClock.now - arrived).milliseconds),
      receivedBytes: received
    )
  }

  private func resume(_ answer: Answer) {
    easy = nil
    continuation.resume(returning: answer)
  }
}
