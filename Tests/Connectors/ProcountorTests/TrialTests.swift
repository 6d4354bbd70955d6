import Core
import Engine
import HTTP
import Testing

@testable import ProcountorConnector

@Suite("procountor: test connection")
struct TrialTests {
  private let session: JSON = ["companyId": 1, "userName": "Odoo", "name": "Esimerkki Oy"]
  private let company: JSON = ["id": 1, "name": "Esimerkki Oy", "businessIdentifier": ["code": "1234567-1"]]
  private let rights: JSON = [
    "rights": [
      "sales": [
        "salesOrGroupInvoices": "ALL_RIGHTS", "salesInvoiceSearch": "VIEWING_RIGHTS", "customerRegister": "ALL_RIGHTS",
        "productRegister": "ALL_RIGHTS",
      ]
    ]
  ]

  private func steps(_ server: ScriptedServer, businessID: String? = nil) async throws -> [TestStep] {
    let client = try ProcountorClient(url: "https://api.procountor.com", businessID: businessID, http: server)
    return await Procountor().test(client)
  }

  @Test("says whose books these are", arguments: ["1234567-1", "FI12345671", "12345671"])
  func works(_ ours: String) async throws {
    let server = ScriptedServer(.json(session), .json(company), .json(rights))
    let steps = try await steps(server, businessID: ours)
    #expect(steps.map(\.step) == [.signIn, .sample, .rights])
    #expect(steps.map(\.ok) == [true, true, true])
    #expect(steps[1].message == "These are the books of Esimerkki Oy (1234567-1).")
  }

  @Test("another company's API key fails, and says whose it is")
  func otherCompany() async throws {
    let server = ScriptedServer(.json(session), .json(company), .json(rights))
    let steps = try await steps(server, businessID: "1366959-8")
    let last = try #require(steps.last)
    #expect(last.code == "procountor.other_company")
    #expect(!last.ok)
    #expect(last.message.contains("Esimerkki Oy (1234567-1)"))
    #expect(last.message.contains("1366959-8"))
  }

  @Test("a missing right fails, and is named")
  func missingRight() async throws {
    let poor: JSON = ["rights": ["sales": ["salesOrGroupInvoices": "VIEWING_RIGHTS", "productRegister": "NO_ACCESS"]]]
    let steps = try await steps(ScriptedServer(.json(session), .json(company), .json(poor)))
    let last = try #require(steps.last)
    #expect(last.code == "procountor.rights")
    #expect(last.message.contains("sales invoices"))
    #expect(last.message.contains("product register"))
  }

  @Test("a step that fails is the last, under its own name")
  func failing() async throws {
    let refused = try await steps(ScriptedServer(.json([:], 401)))
    #expect(refused.map(\.step) == [.signIn])
    let unreachable = try await steps(ScriptedServer())
    #expect(unreachable.map(\.step) == [.name])
    let hidden = try await steps(ScriptedServer(.json(session), .json([:], 403)))
    #expect(hidden.map(\.step) == [.signIn, .sample])
    #expect(hidden.last?.ok == false)
  }

  @Test("the token is asked for in the body, without a character set, and only with what was entered")
  func grant() throws {
    let connection: JSON = ["key": "k", "settings": ["url": "https://pts-api.procountor.com/api", "client_id": "cid"]]
    let settings = Settings(
      connection: connection,
      secrets: ["client_secret": "s&=+", "api_key": "key-1"],
      declared: Procountor().settings
    )
    let grant = try #require(try Procountor().grant(settings))
    #expect(grant.request.url == "https://pts-api.procountor.com/api/oauth/token")
    #expect(grant.request.headers["Content-Type"] == "application/x-www-form-urlencoded")
    #expect(grant.request.isSecret)
    let body = String(decoding: grant.request.body ?? [], as: UTF8.self)
    #expect(
      body == "grant_type=client_credentials&client_id=cid&client_secret=s%26%3D%2B&api_key=key-1"
    )
    #expect(!grant.key.contains("key-1"))
  }

  @Test(
    "requests are five a second in production and one in the test environment, unless chosen",
    arguments: [
      ("https://api.procountor.com/api", JSON.null, 300), ("https://pts-api.procountor.com/api", JSON.null, 60),
      ("https://pts-api.procountor.com/api", 3, 180), ("https://api.procountor.com/api", 0, 300),
    ]
  )
  func limits(_ url: String, _ chosen: JSON, _ perMinute: Int) {
    let values: JSON = ["url": .string(url), "client_id": "cid", "limit_per_second": chosen]
    let connection: JSON = ["key": "k", "settings": values]
    let settings = Settings(connection: connection, secrets: [:], declared: Procountor().settings)
    #expect(Procountor().limit(settings) == RateLimit(key: "procountor:cid", perMinute: perMinute))
  }
}
