import Core
import HTTP
import Synchronization

/// Answers requests one after the other as a test says, and keeps what was asked.
final class ScriptedServer: HTTPTransport {
  private struct State {
    var answers: [HTTPResponse]
    var requests: [HTTPRequest] = []
  }
  private let state: Mutex<State>

  init(_ answers: HTTPResponse...) { state = Mutex(State(answers: answers)) }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var urls: [String] { requests.map(\.url) }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw Failure(.transport, "http.connect", "Nothing is left to answer.") }
    return answer
  }
}

extension HTTPResponse {
  static func json(_ body: JSON, _ status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: body.bytes)
  }
}
