import Core
import HTTP

/// A partner that answers as it likes and keeps nothing.
struct MoodyPartner: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    if Int.random(in: 1...3) == 1 { try? await Task.sleep(for: .milliseconds(Int.random(in: 0...20))) }
    if request.method == .get {
      let page: JSON = ["items": [], "hasMore": false]
      return HTTPResponse(status: Bool.random() ? 200 : 503, body: page.bytes)
    }
    let words: JSON = ["message": "Invalid", "errors": ["content.items.0.quantity": ["must be a whole number"]]]
    switch Int.random(in: 1...12) {
    case 1: throw Failure(.transport, "http.connect", "The partner does not answer.")
    case 2: throw Failure(.transport, "http.lost", "The answer was lost.", mayHaveArrived: true)
    case 3: return HTTPResponse(status: 422, body: words.bytes)
    case 4: return HTTPResponse(status: 201, body: Array("<html>".utf8))
    case 5: return HTTPResponse(status: Int.random(in: 200...599))
    case 6: return HTTPResponse(status: 429, headers: ["Retry-After": "0"])
    default:
      let receipt: JSON = ["procurosTransactionId": .string("tx-\(Int.random(in: 1...99))")]
      return HTTPResponse(status: 201, body: receipt.bytes)
    }
  }
}
