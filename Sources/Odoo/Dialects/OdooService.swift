import Core
import HTTP

/// The services behind `/jsonrpc`: `common`, `object` and `db`.
enum OdooService {
  /// - Returns: the whole message: an object with `result`, with `error` or, where nothing is returned, with neither.
  static func json(_ line: OdooLine, _ service: String, _ method: String, _ arguments: [JSON], isSafe: Bool)
    async throws(Failure) -> JSON
  {
    let body: JSON = [
      "jsonrpc": "2.0", "method": "call", "id": 1,
      "params": ["service": .string(service), "method": .string(method), "args": .array(arguments)],
    ]
    let response = try await line.exchange("/jsonrpc", body: body.bytes, isSafe: isSafe)
    guard let answer = try? JSON(parsing: response.body) else {
      throw .unreadable(line.url, response, mayHaveArrived: !isSafe)
    }
    guard response.succeeded, answer["jsonrpc"] == "2.0" else {
      // JSON that is not Odoo's own: a gateway in front of it.
      throw response.status >= 500
        ? .unreachable(response, mayHaveArrived: !isSafe) : .notOdoo(line.url, response)
    }
    return answer
  }

  /// The same over `/xmlrpc/2`.
  static func xml(_ line: OdooLine, _ service: String, _ method: String, _ arguments: [JSON], isSafe: Bool)
    async throws(Failure) -> XMLRPCAnswer
  {
    let body = XMLRPCWriter.request(method, arguments)
    let response = try await line.exchange("/xmlrpc/2/\(service)", body: body, content: .xml, isSafe: isSafe)
    guard response.succeeded, let answer = XMLRPCAnswer(response.body) else {
      throw response.status >= 500
        ? .unreachable(response, mayHaveArrived: !isSafe)
        : .unreadable(line.url, response, mayHaveArrived: !isSafe)
    }
    return answer
  }
}
