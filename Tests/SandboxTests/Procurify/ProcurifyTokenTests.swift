import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify tokens")
struct ProcurifyTokenTests {
  @Test("a token names the customer and its owner, and is good for a day")
  func grant() async throws {
    try await withProcurify { _, client in
      let reply = try await client.askForToken()
      #expect(reply.status == 200)
      #expect(reply.json["expires_in"] == 86_400)
      #expect(reply.json["token_type"] == "Bearer")
      #expect(reply.json["scope"] == "urn:procurify-api:domain:acme urn:procurify-api:email:bot@acme.test")
      #expect(try await client.get("/api/v3/users/me/").json["data"]?["email"] == "bot@acme.test")
    }
  }

  @Test("a wrong secret is an invalid client, and says nothing else")
  func wrongSecret() async throws {
    try await withProcurify { _, client in
      let reply = try await client.askForToken(ProcurifyTestClient.request.putting("?", at: "client_secret"))
      #expect(reply.status == 401)
      #expect(reply.json["error"] == "invalid_client")
    }
  }

  @Test(
    "a request that is not exactly right gets no token",
    arguments: [
      ("audience", "https://api.procurify.com", 403), ("grant_type", "password", 403), ("audience", .none, 400),
      ("scope", "all", 400),
    ] as [(String, JSON?, Int)]
  )
  func wrongRequest(_ member: String, _ value: JSON?, _ status: Int) async throws {
    try await withProcurify { _, client in
      let reply = try await client.askForToken(ProcurifyTestClient.request.putting(value, at: member))
      #expect(reply.status == status)
      #expect(reply.json["access_token"] == nil)
    }
  }

  @Test("a form is not understood, as the token is asked for in JSON")
  func form() async throws {
    try await withProcurify { _, client in
      let body = Array("grant_type=client_credentials&client_id=cid_demo".utf8)
      let headers = ["Content-Type": "application/x-www-form-urlencoded"]
      let reply = try await RawClient(port: client.port, token: nil).send(
        "POST",
        "/oauth/token",
        headers: headers,
        body: body
      )
      #expect(reply.status == 400)
    }
  }

  @Test("a token ends when its day is over, by the simulator's clock")
  func expiry() async throws {
    try await withProcurify { _, client in
      try await client.control("POST", "/clock", ["seconds": 86_399])
      #expect(try await client.get("/api/v3/users/me/").status == 200)
      try await client.control("POST", "/clock", ["seconds": 1])
      #expect(try await client.get("/api/v3/users/me/").status == 401)
      #expect(try await client.signedIn().get("/api/v3/users/me/").status == 200)
    }
  }

  @Test("all tokens end on request, and a new one is good")
  func expire() async throws {
    try await withProcurify { _, client in
      try await client.control("POST", "/expire")
      #expect(try await client.get("/api/v2/currencies/").status == 401)
      #expect(try await client.signedIn().get("/api/v2/currencies/").status == 200)
    }
  }

  @Test("when the owner of the application leaves, it dies with all its tokens")
  func inactiveUser() async throws {
    try await withProcurify { _, client in
      try await client.control("PUT", "/settings", ["user_active": false])
      #expect(try await client.get("/api/v2/currencies/").status == 401)
      #expect(try await client.askForToken().status == 403)
    }
  }

  @Test(
    "a call without the headers that all calls carry is refused",
    arguments: [
      ("Authorization", "", 401), ("Authorization", "Token x", 401), ("X-Procurify-Client", "", 400),
      ("X-Procurify-Client", "web", 400), ("Accept", "text/html", 406),
    ]
  )
  func headers(_ name: String, _ value: String, _ status: Int) async throws {
    try await withProcurify { _, client in
      let reply = try await client.get("/api/v2/currencies/", [name: value])
      #expect(reply.status == status)
    }
  }

  @Test("secrets are not kept with what arrived")
  func arrivals() async throws {
    try await withProcurify { _, client in
      let arrivals = try await client.control("GET", "/arrivals?endpoint=/oauth/token").json
      #expect(arrivals[0]?["body"] == ["client_id", "client_secret", "audience", "grant_type"])
      #expect(!arrivals.text.contains("sec_demo"))
    }
  }
}
