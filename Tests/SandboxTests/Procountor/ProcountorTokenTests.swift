import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor token")
struct ProcountorTokenTests {
  @Test("a client with its secret and a company's key gets a token that opens that company")
  func gives() async throws {
    try await withProcountor {
      $0.companies = ["other": ["id": 10002, "name": "Toinen Oy"]]
    } _: { _, stranger in
      let reply = try await stranger.askForToken(ProcountorTestClient.form + "key-main")
      #expect(reply.status == 200)
      #expect(reply.json["expires_in"] == 3600)
      let main = try await stranger.signedIn().get("/sessioninfo")
      #expect(main.json["name"] == "Esimerkkikauppa Oy")
      let other = try await stranger.signedIn("key-other").get("/sessioninfo")
      #expect(other.json["companyId"] == 10002)
      #expect(other.json["name"] == "Toinen Oy")
    }
  }

  @Test("what one company has, another does not see")
  func separate() async throws {
    try await withProcountor { _, stranger in
      let id = try await stranger.signedIn().invoice()
      let other = try await stranger.signedIn("key-other")
      #expect(try await other.get("/invoices/\(id)").status == 404)
      let list = try await other.get("/invoices")
      #expect(list.json["results"] == [])
    }
  }

  @Test(
    "wrong credentials are refused with 401",
    arguments: [
      "grant_type=client_credentials&client_id=other&client_secret=s3cret&api_key=key-main",
      "grant_type=client_credentials&client_id=sidecar&client_secret=wrong&api_key=key-main",
      "grant_type=client_credentials&client_id=sidecar&client_secret=s3cret&api_key=key-nobody",
      "grant_type=client_credentials&client_id=sidecar&client_secret=s3cret&api_key=key-main&redirect_uri=https://x.example",
    ]
  )
  func wrong(_ form: String) async throws {
    try await withProcountor {
      $0.access.redirectURI = "https://client.example/callback"
    } _: { _, stranger in
      let reply = try await stranger.askForToken(form)
      #expect(reply.status == 401)
      #expect(reply.json["errors"]?[0]?["status"] == 401)
      #expect(!String(decoding: reply.bytes, as: UTF8.self).contains("s3cret"))
    }
  }

  @Test(
    "a form that is not as agreed is refused with 400",
    arguments: [
      (ProcountorTestClient.form + "key-main", "application/x-www-form-urlencoded; charset=utf-8", ""),
      (ProcountorTestClient.form + "key-main", "application/json", ""),
      (ProcountorTestClient.form + "key-main&scope=*", "application/x-www-form-urlencoded", ""),
      ("grant_type=client_credentials&client_id=sidecar&client_secret=s3cret", "application/x-www-form-urlencoded", ""),
      (
        ProcountorTestClient.form.replacing("client_credentials", with: "password") + "key-main",
        "application/x-www-form-urlencoded", ""
      ),
      (ProcountorTestClient.form + "key-main", "application/x-www-form-urlencoded", "?client_secret=s3cret"),
    ]
  )
  func form(_ form: String, _ type: String, _ query: String) async throws {
    try await withProcountor { _, stranger in
      let reply = try await stranger.askForToken(form, ["Content-Type": type], path: "/api/oauth/token\(query)")
      #expect(reply.status == 400)
    }
  }

  @Test("a registered redirect URI may be sent or left out")
  func redirect() async throws {
    try await withProcountor {
      $0.access.redirectURI = "https://client.example/callback"
    } _: { _, stranger in
      let form = ProcountorTestClient.form + "key-main"
      let with = try await stranger.askForToken(form + "&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback")
      #expect(with.status == 200)
      #expect(try await stranger.askForToken(form).status == 200)
    }
  }

  @Test("a token runs out after its hour")
  func expires() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      #expect(try await client.get("/status").status == 200)
      _ = try await client.control("POST", "/clock", ["seconds": 3599])
      #expect(try await client.get("/status").status == 200)
      _ = try await client.control("POST", "/clock", ["seconds": 1])
      let late = try await client.get("/status")
      #expect(late.status == 401)
      #expect(late.json["errors"]?[0]?["status"] == 401)
    }
  }

  @Test("a revoked key gives no token, and its tokens are good no more; the other company stays")
  func revoked() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let other = try await stranger.signedIn("key-other")
      _ = try await client.control("POST", "/revoke", ["key": "key-main"])
      #expect(try await client.get("/status").status == 401)
      #expect(try await stranger.askForToken(ProcountorTestClient.form + "key-main").status == 401)
      #expect(try await other.get("/status").status == 200)
    }
  }

  @Test("no call is answered without a good token", arguments: ["", "Bearer nonsense", "Basic abc"])
  func unsigned(_ authorization: String) async throws {
    try await withProcountor { _, stranger in
      let reply = try await stranger.get("/invoices", ["Authorization": authorization])
      #expect(reply.status == 401)
    }
  }

  @Test("expired-token ends the token; the one that replaces it is good")
  func dice() async throws {
    try await withProcountor(fail: "expired-token:50%") {
      $0.seed = 3
    } _: { _, stranger in
      var client = try await stranger.signedIn()
      var expired = 0
      for _ in 0..<40 {
        guard try await client.get("/status").status == 401 else { continue }
        expired += 1
        #expect(try await client.get("/status").status == 401)
        client = try await stranger.signedIn()
        #expect(try await client.get("/status").status == 200)
      }
      #expect(expired > 1)
    }
  }

  @Test("more calls in a second than allowed are refused with the time to wait")
  func rate() async throws {
    try await withProcountor {
      $0.access.limitPerSecond = 3
    } _: { _, stranger in
      let client = try await stranger.signedIn()
      #expect(try await client.get("/status").status == 200)
      #expect(try await client.get("/status").status == 200)
      let over = try await client.get("/status")
      #expect(over.status == 429)
      #expect(over.header("Retry-After") == "1")
      _ = try await client.control("POST", "/clock", ["seconds": 1])
      #expect(try await client.get("/status").status == 200)
    }
  }

  @Test("a client that does not heed it is shut out, with all its companies, until it is let in")
  func suspended() async throws {
    try await withProcountor {
      $0.access.limitPerSecond = 3
      $0.access.suspendAfter = 2
    } _: { _, stranger in
      let client = try await stranger.signedIn()
      var statuses: [Int?] = []
      for _ in 0..<6 { statuses.append(try await client.get("/status").status) }
      #expect(statuses == [200, 200, 429, 429, 429, 403])
      #expect(try await stranger.askForToken(ProcountorTestClient.form + "key-other").status == 403)
      _ = try await client.control("POST", "/clock", ["seconds": 120])
      #expect(try await client.get("/status").status == 403)
      _ = try await client.control("PUT", "/settings", ["suspended": false])
      #expect(try await client.get("/status").status == 200)
    }
  }

  @Test("every base path of the vendor is served, and no other")
  func bases() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let raw = RawClient(port: client.port, token: client.token)
      for base in ["/api", "/latest/api", "/supported/api", "/v2604/api"] {
        #expect(try await raw.get("\(base)/status").status == 200, "\(base)")
      }
      for base in ["", "/newest/api", "/v26/api", "/api/api"] {
        let reply = try await raw.get("\(base)/status")
        #expect(reply.status == 404, "\(base)")
        #expect(reply.json["errors"]?[0]?["status"] == 404)
      }
    }
  }

  @Test("a GET with a body is refused, and a body that is not JSON")
  func bodies() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let raw = RawClient(port: client.port, token: client.token)
      #expect(try await raw.send("GET", "/api/status", body: Array("{}".utf8)).status == 400)
      #expect(try await raw.send("POST", "/api/invoices", body: Array("{".utf8)).status == 400)
      let typed = try await raw.send(
        "POST",
        "/api/invoices",
        headers: ["Content-Type": "text/plain"],
        body: Array("{}".utf8)
      )
      #expect(typed.status == 415)
    }
  }
}
