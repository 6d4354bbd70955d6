import Core
import Engine
import HTTP
import Testing

@testable import ProcurifyConnector

@Suite("the token of Procurify")
struct GrantTests {
  @Test("is asked for with JSON, for the API's audience, at the domain")
  func request() throws {
    let grant = try #require(try Procurify().grant(StreamWorld().opened))
    #expect(grant.request.url == "https://acme.procurify.com/oauth/token")
    #expect(grant.request.method == .post && grant.request.isSecret)
    let body = try JSON(parsing: grant.request.body ?? [])
    #expect(
      body == [
        "client_id": "cid_demo", "client_secret": "sec_demo", "audience": "https://api.procurify.com/",
        "grant_type": "client_credentials",
      ]
    )
    #expect(!grant.key.contains("sec_demo"))
  }

  @Test(
    "is renewed at 23 hours, an hour before its end, or after four fifths of a short life",
    arguments: [(86_400, 82_800), (172_800, 82_800), (36_000, 32_400), (7_200, 3_600), (3_600, 2_880), (600, 480)]
  )
  func renewal(_ lifetime: Int, _ age: Int) {
    #expect(ProcurifyGrant.serves(.seconds(lifetime)) == .seconds(age))
  }

  @Test("for another domain is refused, and so is a page for people")
  func refused() throws {
    let grant = try #require(try Procurify().grant(StreamWorld().opened))
    let scope: JSON = [
      "access_token": "x", "scope": "urn:procurify-api:domain:umbrella urn:procurify-api:email:a@b.test",
    ]
    #expect(grant.refuse(.json(scope))?.code == "procurify.other_domain")
    #expect(grant.refuse(.page("<html>"))?.code == "procurify.no_api")
    #expect(grant.refuse(.json(["access_token": "x", "scope": "urn:procurify-api:domain:ACME"])) == nil)
    #expect(grant.refuse(.json(["access_token": "x"])) == nil)
    #expect(grant.refuse(.json(["error": "invalid_client"], 401)) == nil)
    #expect(grant.refuse(.page("<html>", 503)) == nil)
  }

  @Test("may be asked for at Procurify's own other address, and nowhere else")
  func url() throws {
    var world = StreamWorld()
    world.settings["token_url"] = "https://login.procurify.com/oauth/token"
    #expect(try Procurify().grant(world.opened)?.request.url == "https://login.procurify.com/oauth/token")
    for wrong in ["https://login.example.com/oauth/token", "http://login.procurify.com/oauth/token", "x"] {
      world.settings["token_url"] = .string(wrong)
      #expect(throws: Failure.self) { try Procurify().grant(world.opened) }
    }
  }
}
