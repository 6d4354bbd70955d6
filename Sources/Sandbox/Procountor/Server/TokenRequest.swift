import Core
import Foundation

/// The form of `POST /oauth/token`: client credentials and the key of one company.
struct TokenRequest: Sendable {
  let clientID: String
  let clientSecret: String
  let apiKey: String
  let redirectURI: String?

  private static let needed: Set = ["grant_type", "client_id", "client_secret", "api_key"]

  /// - Throws: what is wrong with the form, before anybody looks whether it is true.
  init(_ call: Call) throws(ProcountorRefusal) {
    guard call.query.isEmpty else { throw ProcountorRefusal(400, "Parameters belong in the body, not in the address.") }
    guard (call.header(named: "content-type") ?? "").lowercased() == "application/x-www-form-urlencoded" else {
      throw ProcountorRefusal(400, "The Content-Type must be application/x-www-form-urlencoded, without charset.")
    }
    let pairs = Self.pairs(String(decoding: call.body, as: UTF8.self))
    let form = Dictionary(pairs, uniquingKeysWith: { $1 })
    guard form.count == pairs.count else { throw ProcountorRefusal(400, "A parameter stands twice.") }
    if let unknown = form.keys.first(where: { !Self.needed.contains($0) && $0 != "redirect_uri" }) {
      throw ProcountorRefusal(400, "The parameter is unknown.", field: unknown)
    }
    if let missing = Self.needed.sorted().first(where: { form[$0, default: ""].isEmpty }) {
      throw ProcountorRefusal(400, "The parameter is missing.", field: missing)
    }
    guard form["grant_type"] == "client_credentials" else {
      throw ProcountorRefusal(400, "The grant type must be client_credentials.", field: "grant_type")
    }
    clientID = form["client_id"] ?? ""
    clientSecret = form["client_secret"] ?? ""
    apiKey = form["api_key"] ?? ""
    redirectURI = form["redirect_uri"]
  }

  private static func pairs(_ text: String) -> [(String, String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let words = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
      return (words[0], words.count > 1 ? words[1] : "")
    }
  }

  /// The names of its members without their values, for the list of what arrived.
  static func outline(_ call: Call) -> JSON {
    .array(pairs(String(decoding: call.body, as: UTF8.self)).map { .string($0.0) })
  }
}
