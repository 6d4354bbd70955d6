import Core
import Engine
import Foundation
import HTTP

/// How a connection gets its access token: client credentials of an application of the tenant.
///
/// Source: reference section 1. A body of JSON, an audience whose slash at the end counts, no refresh token.
enum ProcurifyGrant {
  static func grant(_ settings: Settings) throws(Failure) -> TokenGrant {
    let address = try ProcurifyAddress(settings)
    let client = try settings.required("client_id")
    let body: JSON = [
      "client_id": .string(client), "client_secret": .string(try settings.secret("client_secret")),
      "audience": "https://api.procurify.com/", "grant_type": "client_credentials",
    ]
    let url = try Self.url(settings, address)
    let domain = address.domain
    return TokenGrant(
      key: "procurify:\(address.base):\(client)",
      request: HTTPRequest(
        .post,
        url,
        headers: ["Content-Type": "application/json", "Accept": "application/json"],
        body: body.bytes,
        safeToRepeat: true,
        isSecret: true
      ),
      serves: serves,
      refuse: { refusal($0, domain: domain, url: url) }
    )
  }

  /// Procurify's day is renewed at 23 hours; of a life under two hours four fifths are used.
  static let serves: @Sendable (Duration) -> Duration = { lifetime in
    lifetime < .seconds(7200) ? lifetime * 0.8 : min(.seconds(82_800), lifetime - .seconds(3600))
  }

  /// Why an answer is of no use: a page for people, or a token for another tenant.
  private static func refusal(_ response: HTTPResponse, domain: String, url: String) -> Failure? {
    let answer = try? JSON(parsing: response.body)
    if answer == nil, response.status < 500, response.status != 429 {
      return Failure(
        .configuration,
        "procurify.no_api",
        "What answers at \(url) is a page for people, not Procurify's API.",
        status: response.status,
        hint: "Check Domain and Token URL of the connector, and whether a proxy answers in Procurify's place."
      )
    }
    guard response.succeeded, let theirs = Self.domain(answer?["scope"]?.stringValue), theirs != domain else {
      return nil
    }
    return Failure(
      .configuration,
      "procurify.other_domain",
      "The application belongs to the domain \(theirs) of Procurify, the connector to \(domain).",
      hint: "Correct Domain of the connector, or enter an application of \(domain)."
    )
  }

  /// `acme` out of `urn:procurify-api:domain:acme urn:procurify-api:email:bot@acme.test`.
  private static func domain(_ scope: String?) -> String? {
    let prefix = "urn:procurify-api:domain:"
    let words = (scope ?? "").split(whereSeparator: \.isWhitespace)
    return words.first { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count).lowercased() }
  }

  /// The tenant's own, or another one of Procurify; any other server only where `url` names one besides.
  private static func url(_ settings: Settings, _ address: ProcurifyAddress) throws(Failure) -> String {
    guard let text = settings["token_url"] else { return address.base + "/oauth/token" }
    let host = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first.map(String.init) ?? ""
    let path = text.dropFirst("https://".count + host.count)
    let isOurs = text.hasPrefix("https://") && host.hasSuffix(".procurify.com") && !host.contains("@")
    let isTest = settings["url"] != nil && (try? ProcurifyAddress.origin(String(text.dropLast(path.count)))) != nil
    guard isOurs || isTest, !text.contains("?"), !text.contains("#") else {
      throw Failure(
        .configuration,
        "setting.url",
        "The Token URL \(text) of the connector is not Procurify's.",
        hint: "Leave it empty, or enter https://login.procurify.com/oauth/token."
      )
    }
    return text
  }
}
