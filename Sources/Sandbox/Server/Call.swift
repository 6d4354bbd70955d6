import Core
import Foundation
import HTTPTypes
import Hummingbird

/// One request to a simulated partner, read to its end.
struct Call: Sendable {
  let method: String
  let path: String
  /// The values of the placeholders in the route: `{id}`.
  let parameters: [String: String]
  let query: [(name: String, value: String)]
  let headers: HTTPFields
  let body: [UInt8]

  /// Who asks, by the token; empty on the control surface.
  var holder = ""

  var authorization: String? { headers[.authorization] }
  /// Where the client reached us: `http://127.0.0.1:8080`.
  let origin: String

  /// The value of a parameter behind the question mark.
  func parameter(_ name: String) -> String? { query.last { $0.name == name }?.value }

  func header(_ name: HTTPField.Name) -> String? { headers[name] }

  func header(named name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// Why the headers do not fit an exchange of JSON, if they do not.
  var headerFault: Answer? {
    let type = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
    if !body.isEmpty, type != "application/json" {
      return .error(415, "The Content-Type must be application/json.")
    }
    let accepted = (headers[.accept] ?? "").lowercased()
    let fits = ["application/json", "application/*", "*/*"].contains { accepted.contains($0) }
    return fits ? nil : .error(406, "The Accept header must allow application/json.")
  }
}

extension Call {
  /// Reads a request; nil when its body is longer than `limit` bytes.
  init?(_ request: Request, _ context: SimulatorContext, limit: Int) async throws {
    guard let buffer = try? await request.body.collect(upTo: limit) else { return nil }
    method = request.method.rawValue
    path = request.uri.path
    parameters = Dictionary(
      context.parameters.map { (String($0.key), String($0.value)) },
      uniquingKeysWith: { $1 }
    )
    query = Self.query(request.uri.query ?? "")
    headers = request.headers
    body = Array(buffer.readableBytesView)
    origin = "http://\(request.head.authority ?? "127.0.0.1")"
  }

  /// Names and values, both percent-decoded: brackets may come raw or encoded.
  static func query(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let words = parts.map { part in
        let plain = part.replacing("+", with: " ")
        return plain.removingPercentEncoding ?? String(plain)
      }
      return (name: words[0], value: words.count > 1 ? words[1] : "")
    }
  }
}
