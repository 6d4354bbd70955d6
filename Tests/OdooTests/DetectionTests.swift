import Core
import HTTP
import TestKit
import Testing

@testable import Odoo

@Suite("finding out which Odoo answers")
struct DetectionTests {
  private static let loginPage = "<html>Log in</html>"

  private func detection(_ odoo: ScriptedOdoo, _ url: String = ScriptedOdoo.url) throws -> OdooDetection {
    OdooDetection(try OdooAddress(url), http: odoo)
  }

  private static func version(_ first: JSON, _ minor: Int, _ text: String) -> JSON {
    [
      "server_version": .string(text), "server_version_info": [first, .int(minor), 0, "final", 0, ""],
      "server_serie": .string(text), "protocol_version": 1,
    ]
  }

  @Test("19.0 says so at /web/version, 17.0 and 18.0 over /jsonrpc; nobody is asked for /json/2")
  func series() async throws {
    let newest = ScriptedOdoo()
    newest.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0+e"])
    let nineteen = try await detection(newest).version()
    #expect(nineteen.major == 19)
    #expect(nineteen.text == "19.0+e")
    #expect(nineteen.dialects == [.json2, .jsonrpc, .xmlrpc])

    let older = ScriptedOdoo()
    older.on("/jsonrpc", json: Wire.rpc(Self.version(18, 0, "18.0")))
    let eighteen = try await detection(older).version()
    #expect(eighteen.dialects == [.jsonrpc, .xmlrpc])
    #expect(older.paths == ["/web/version", "/jsonrpc"])

    let hosted = ScriptedOdoo()
    hosted.on("/jsonrpc", json: Wire.rpc(Self.version("saas~18", 2, "saas~18.2+e")))
    #expect(try await detection(hosted).version().series == "18.2")
  }

  @Test("where only XML-RPC comes through, it is found")
  func onlyXML() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/jsonrpc", 403, html: "<h1>blocked</h1>")
    let version = """
      <struct><member><name>server_version</name><value><string>17.0</string></value></member>
      <member><name>server_version_info</name><value><array><data><value><int>17</int></value>
      <value><int>0</int></value></data></array></value></member></struct>
      """
    odoo.on("/xmlrpc/2/common", xml: Wire.xml(version))
    #expect(try await detection(odoo).version().series == "17.0")
  }

  @Test("an Odoo that is too old, something that is no Odoo and a redirect are refused in a sentence")
  func refused() async throws {
    let old = ScriptedOdoo()
    old.on("/jsonrpc", json: Wire.rpc(Self.version(13, 0, "13.0")))
    let tooOld = try await #require(throws: Failure.self) { try await detection(old).version() }
    #expect(tooOld.code == "odoo.too_old")
    #expect(tooOld.message == "This is Odoo 13.0; without the addon the sidecar works with 14.0 and later.")

    let shop = try await #require(throws: Failure.self) { try await detection(ScriptedOdoo()).version() }
    #expect(shop.code == "odoo.not_odoo")

    let moved = ScriptedOdoo()
    for path in ["/web/version", "/jsonrpc", "/xmlrpc/2/common", "/web/webclient/version_info"] {
      moved.on(path, 301, html: "", ["Location": "https://www.odoo.example/x?token=abc"])
    }
    let redirected = try await #require(throws: Failure.self) { try await detection(moved).version() }
    #expect(redirected.code == "odoo.redirected")
    #expect(redirected.message.contains("https://www.odoo.example/x"))
    #expect(!redirected.message.contains("token"))
    let hosts = Set(moved.requests.map { $0.url.prefix(ScriptedOdoo.url.count) })
    #expect(hosts == [ScriptedOdoo.url[...]])
  }

  @Test("the only database is taken, of several one must be named, and odoo.com says it in its address")
  func databases() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/jsonrpc", json: Wire.rpc(["shop"]))
    #expect(try await detection(odoo).database() == "shop")
    let several = ScriptedOdoo()
    several.on("/jsonrpc", json: Wire.rpc(["shop", "test"]))
    let which = try await #require(throws: Failure.self) { try await detection(several).database() }
    #expect(which.code == "odoo.database_unknown")
    #expect(which.message == "This Odoo has several databases: shop, test.")
    let silent = ScriptedOdoo()
    silent.on("/jsonrpc", json: Wire.rpcError("odoo.exceptions.AccessDenied", "Access Denied"))
    let unknown = try await #require(throws: Failure.self) { try await detection(silent).database() }
    #expect(unknown.code == "odoo.database_unknown")
    #expect(try await detection(silent, "https://apfel.odoo.com").database() == "apfel")
  }

  @Test("addresses are stored in one spelling")
  func addresses() throws {
    let same = [
      "https://Odoo.Example/", "odoo.example", " https://odoo.example:443/web#action=1 ", "odoo.example/odoo",
    ]
    for text in same {
      let address = try OdooAddress(text)
      #expect(address.url == "https://odoo.example", "\(text)")
    }
    #expect(try OdooAddress("http://127.0.0.1:8069/web/login").url == "http://127.0.0.1:8069")
    for text in ["", "ftp://odoo.example", "https://bot:key@odoo.example", "https://odoo.example/shop/odoo"] {
      let failure = #expect(throws: Failure.self) { try OdooAddress(text) }
      #expect(failure?.code == "odoo.address", "\(text)")
    }
  }

  // MARK: Signing in

  private static let account = OdooAccount(url: ScriptedOdoo.url, database: "shop", login: "bot", key: "s3cret-key")

  private func signIn(_ odoo: ScriptedOdoo, _ major: Int) async throws -> OdooSignIn {
    let version = try #require(OdooVersion(info: [.int(major), 0], text: "\(major).0"))
    return try await OdooSignIn(Self.account, version, http: odoo)
  }

  private static func letsIn(_ odoo: ScriptedOdoo) {
    let answer: @Sendable (HTTPRequest) -> HTTPResponse = { request in
      let args = (try? JSON(parsing: request.body ?? []))?["params"]?["args"]
      let answers: [String: JSON] = [
        "context_get": ["lang": "en_US", "uid": 6],
        "search_read": [["id": 6, "name": "Bot", "login": "bot", "company_ids": [1, 2]]],
      ]
      return ScriptedOdoo.answer(200, "application/json", Wire.rpc(answers[args?[4]?.stringValue ?? ""] ?? 6).text)
    }
    odoo.on("/jsonrpc", .make(answer))
  }

  @Test("on 19.0 a password, which JSON-2 does not take, still signs in over JSON-RPC")
  func password() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.users/context_get", 401, json: Wire.json2Error("werkzeug.exceptions.Unauthorized", "Invalid"))
    Self.letsIn(odoo)
    let signedIn = try await signIn(odoo, 19)
    #expect(signedIn.dialect.name == .jsonrpc)
    #expect(signedIn.user == 6)
    #expect(signedIn.companies == [1, 2])
  }

  @Test("a wrong key is tried once in each family of dialects, no more")
  func wrong() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.users/context_get", 401, json: Wire.json2Error("werkzeug.exceptions.Unauthorized", "Invalid"))
    odoo.on("/jsonrpc", json: Wire.rpc(false))
    let failure = try await #require(throws: Failure.self) { try await signIn(odoo, 19) }
    #expect(failure.code == "odoo.key_refused")
    #expect(odoo.paths == ["/json/2/res.users/context_get", "/jsonrpc"])
  }

  @Test("the key of somebody else is refused on JSON-2, which is told no login")
  func somebodyElse() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.users/context_get", json: ["uid": 2])
    odoo.on("/json/2/res.users/search_read", json: [["id": 2, "login": "admin", "name": "A", "company_ids": [1]]])
    let failure = try await #require(throws: Failure.self) { try await signIn(odoo, 19) }
    #expect(failure.message == "The key is one of another user than bot.")
  }

  @Test("below 19.0 nothing is sent to /json/2")
  func never() async throws {
    let odoo = ScriptedOdoo()
    Self.letsIn(odoo)
    let signedIn = try await signIn(odoo, 18)
    #expect(signedIn.dialect.name == .jsonrpc)
    let others = odoo.paths.filter { $0 != "/jsonrpc" }
    #expect(others.isEmpty)
  }
}
