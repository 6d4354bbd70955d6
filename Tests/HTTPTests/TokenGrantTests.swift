import Core
import HTTP
import Testing

@Suite("tokens as partners give them")
struct TokenGrantTests {
  @Test(
    "a token is read with its life; an hour where none is named",
    arguments: [
      (#"{"access_token":"abc","expires_in":3600}"#, Duration.seconds(3600)),
      (#"{"access_token":"abc","expires_in":"120","token_type":"Bearer"}"#, .seconds(120)),
      (#"{"access_token":"abc"}"#, .seconds(3600)),
      (#"{"access_token":"abc","expires_in":-5}"#, .zero),
    ]
  )
  func read(_ body: String, _ lifetime: Duration) {
    let token = AccessToken(oauth: HTTPResponse(status: 200, body: Array(body.utf8)))
    #expect(token == AccessToken(value: "abc", lifetime: lifetime))
  }

  @Test("an answer without a token gives none", arguments: ["", "<html>", "{}", #"{"access_token":""}"#, "[1]"])
  func none(_ body: String) {
    #expect(AccessToken(oauth: HTTPResponse(status: 200, body: Array(body.utf8))) == nil)
  }

  @Test("the request for a token is secret and safe to repeat, and a token does not print itself")
  func secret() {
    let request = HTTPRequest(.post, "https://p.example/token", body: Array("secret=x".utf8), safeToRepeat: false)
    let grant = TokenGrant(key: "k", request: request)
    #expect(grant.request.isSecret)
    #expect(grant.request.safeToRepeat)
    #expect(!"\(grant.request)".contains("secret"))
    #expect(!"\(AccessToken(value: "abc", lifetime: .seconds(1)))".contains("abc"))
  }
}
