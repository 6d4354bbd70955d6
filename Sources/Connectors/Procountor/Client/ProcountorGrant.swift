import Core
import Engine
import HTTP

/// How a connection gets its access token: client credentials together with the customer's API key.
///
/// Source: developer site, *M2M authentication*; reference section 1. The content type must not name a character set,
/// secrets belong in the body, and no scope is asked for.
enum ProcountorGrant {
  static func grant(_ settings: Settings) throws(Failure) -> TokenGrant {
    let address = try ProcountorAddress(settings.required("url"))
    let client = try settings.required("client_id")
    let key = try settings.secret("api_key")
    var form = [
      ("grant_type", "client_credentials"), ("client_id", client),
      ("client_secret", try settings.secret("client_secret")), ("api_key", key),
    ]
    if let redirect = settings["redirect_uri"] { form.append(("redirect_uri", redirect)) }
    let body = form.map { $0 + "=" + $1.procountorEscaped }.joined(separator: "&")
    return TokenGrant(
      key: "procountor:\(address.base):\(client):\(sha256(Array(key.utf8)).prefix(16))",
      request: HTTPRequest(
        .post,
        address.base + "/oauth/token",
        headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
        body: Array(body.utf8),
        safeToRepeat: true,
        isSecret: true
      )
    )
  }
}
