import Core
import HTTPTypes
import Hummingbird
import NIOCore

/// What a simulated partner answers to one request, before anything goes wrong with it.
struct Answer: Sendable, Equatable {
  var status: Int
  var headers: [Header] = []
  var body: [UInt8] = []
  /// Nothing is said until the client gives up.
  var isSilence = false

  struct Header: Sendable, Equatable {
    let name: String
    let value: String
  }

  static let silence = Answer(status: 504, isSilence: true)

  static func json(_ status: Int, _ body: JSON) -> Answer {
    Answer(status: status, headers: [Header(name: "Content-Type", value: "application/json")], body: body.bytes)
  }

  /// An error as most partners say it: `{"message": …}`.
  static func error(_ status: Int, _ message: String) -> Answer { json(status, ["message": .string(message)]) }

  func with(_ name: String, _ value: String) -> Answer {
    var copy = self
    copy.headers.append(Header(name: name, value: value))
    return copy
  }

  var response: Response {
    let body = body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    return Response(status: .init(code: status), headers: fields, body: body)
  }

  /// The same head with a body that is written piece by piece and never held as a whole.
  func response(repeating piece: ByteBuffer, times: Int) -> Response {
    let length = piece.readableBytes * times
    let body = ResponseBody(contentLength: length) { writer in
      for _ in 0..<times { try await writer.write(piece) }
      try await writer.finish(nil)
    }
    return Response(status: .init(code: status), headers: fields, body: body)
  }

  private var fields: HTTPFields {
    var fields = HTTPFields()
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
    }
    return fields
  }

  /// The answer as HTTP/1.1 puts it on the wire.
  var wire: [UInt8] {
    let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    let status = HTTPResponse.Status(code: status)
    let head = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n\(lines)Content-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }
}
