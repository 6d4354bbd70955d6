import Core
import Foundation
import HTTP
import TestKit
import Testing

@testable import Odoo

/// One thing that an Odoo may answer, in all three dialects, and what it means here.
struct Refusal: Sendable, CustomTestStringConvertible {
  var exception: String
  var message: String
  var status: Int
  /// Of XML-RPC; 1 is a traceback.
  var fault: Int
  var kind: Failure.Kind
  var code: String
  var says: String?

  var testDescription: String { "\(exception) \(status) → \(code)" }

  static let all: [Refusal] = [
    Refusal(
      exception: "odoo.exceptions.AccessError",
      message: "You are not allowed to access 'Journal Entry' (account.move) records.\n\nAllowed for:\n\t- Invoicing",
      status: 403,
      fault: 4,
      kind: .data,
      code: "odoo.access",
      says: "You are not allowed to access 'Journal Entry' (account.move) records. Allowed for: - Invoicing"
    ),
    Refusal(
      exception: "odoo.exceptions.UserError",
      message: "You cannot do that.",
      status: 422,
      fault: 2,
      kind: .data,
      code: "odoo.user",
      says: "You cannot do that."
    ),
    Refusal(
      exception: "odoo.exceptions.ValidationError",
      message: "The reference must be unique.",
      status: 422,
      fault: 2,
      kind: .data,
      code: "odoo.user",
      says: "The reference must be unique."
    ),
    Refusal(
      exception: "odoo.exceptions.MissingError",
      message: "Der Datensatz existiert nicht.\n(Datensatz: res.partner(99999,), Benutzer: 2)",
      status: 404,
      fault: 2,
      kind: .data,
      code: "odoo.missing"
    ),
    Refusal(
      exception: "odoo.exceptions.AccessDenied",
      message: "Access Denied",
      status: 403,
      fault: 3,
      kind: .configuration,
      code: "odoo.key_refused"
    ),
    Refusal(
      exception: "psycopg2.errors.SerializationFailure",
      message: "could not serialize access",
      status: 500,
      fault: 1,
      kind: .transport,
      code: "odoo.busy"
    ),
    Refusal(
      exception: "psycopg2.errors.LockNotAvailable",
      message: "could not obtain lock",
      status: 500,
      fault: 1,
      kind: .transport,
      code: "odoo.busy"
    ),
    Refusal(
      exception: "builtins.ValueError",
      message: "Invalid field 'nofield' on 'res.partner'",
      status: 500,
      fault: 1,
      kind: .configuration,
      code: "odoo.field_missing",
      says: "This Odoo does not have the field nofield of res.partner."
    ),
    Refusal(
      exception: "builtins.ValueError",
      message: "time data '2026T' does not match",
      status: 500,
      fault: 1,
      kind: .protocol,
      code: "odoo.invalid"
    ),
    Refusal(
      exception: "builtins.AttributeError",
      message: "type object 'res.partner' has no attribute 'web_read'",
      status: 500,
      fault: 1,
      kind: .configuration,
      code: "odoo.field_missing",
      says: "This Odoo does not have the method web_read of res.partner."
    ),
    Refusal(
      exception: "builtins.AttributeError",
      message: "The method 'web_read' does not exist on the model 'res.partner'",
      status: 500,
      fault: 1,
      kind: .configuration,
      code: "odoo.field_missing",
      says: "This Odoo does not have the method web_read of res.partner."
    ),
    Refusal(
      exception: "builtins.ValueError",
      message: "Invalid field res.partner.nofield in leaf ('nofield', '=', 1)",
      status: 500,
      fault: 1,
      kind: .configuration,
      code: "odoo.field_missing",
      says: "This Odoo does not have the field res.partner.nofield."
    ),
    Refusal(
      exception: "builtins.ZeroDivisionError",
      message: "division by zero",
      status: 500,
      fault: 1,
      kind: .internal,
      code: "odoo.internal",
      says: "Odoo failed with ZeroDivisionError in res.partner.web_read."
    ),
    Refusal(
      exception: "psycopg2.OperationalError",
      message: "connection to server failed: FATAL:  database \"shop\" does not exist\n",
      status: 500,
      fault: 1,
      kind: .configuration,
      code: "odoo.database_unknown"
    ),
  ]
}

@Suite("the dialects of Odoo over HTTP")
struct DialectTests {
  private static let account = OdooAccount(url: ScriptedOdoo.url, database: "shop", login: "bot", key: "s3cret-key")

  private func call(_ name: DialectName, _ odoo: ScriptedOdoo, method: String = "web_read") async throws(Failure)
    -> JSON
  {
    try await name.dialect(Self.account, http: odoo).call(
      "res.partner",
      method,
      ids: [7],
      arguments: ["specification": ["name": [:]]],
      context: ["lang": "de_DE"]
    )
  }

  private func signsIn(_ odoo: ScriptedOdoo) {
    odoo.on("/xmlrpc/2/common", xml: Wire.xml("<int>2</int>"))
  }

  // MARK: What leaves

  @Test("JSON-2 names every argument, the database and the key, and keeps the key out of the body")
  func json2() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.partner/web_read", json: [["id": 7, "name": "Äpfel & Söhne"]])
    let dialect = DialectName.json2.dialect(Self.account, http: odoo)
    let nothing = dialect.serverTime
    #expect(nothing == nil)
    let answer = try await dialect.call(
      "res.partner",
      "web_read",
      ids: [7],
      arguments: ["specification": ["name": [:]]],
      context: ["lang": "de_DE"]
    )
    #expect(answer[0]?["name"] == "Äpfel & Söhne")
    #expect(odoo.bodies == [["specification": ["name": [:]], "ids": [7], "context": ["lang": "de_DE"]]])
    let request = try #require(odoo.requests.first)
    #expect(request.headers["X-Odoo-Database"] == "shop")
    #expect(request.secretHeaders["Authorization"] == "bearer s3cret-key")
    #expect(dialect.serverTime == Timestamp(text: "2026-11-21T07:27:28Z"))
  }

  @Test("JSON-RPC signs in once, puts the ids first and everything else by name, and is never logged")
  func jsonrpc() async throws {
    let odoo = ScriptedOdoo()
    odoo.on(
      "/jsonrpc",
      .json(Wire.rpc(2)),
      .json(Wire.rpc([["id": 7]]))
    )
    let dialect = DialectName.jsonrpc.dialect(Self.account, http: odoo)
    _ = try await dialect.call("res.partner", "read", ids: [7], arguments: ["fields": ["name"]], context: [:])
    _ = try await dialect.call("res.partner", "create", ids: nil, arguments: ["vals_list": [[:]]], context: [:])
    let methods = odoo.bodies.map { $0["params"]?["method"] }
    #expect(methods == ["authenticate", "execute_kw", "execute_kw"])
    let read: JSON = ["shop", 2, "s3cret-key", "res.partner", "read", [[7]], ["fields": ["name"], "context": [:]]]
    #expect(odoo.bodies[1]["params"]?["args"] == read)
    let create: JSON = ["shop", 2, "s3cret-key", "res.partner", "create", [[[:]]], ["context": [:]]]
    #expect(odoo.bodies[2]["params"]?["args"] == create)
    let secret = odoo.requests.map(\.isSecret)
    #expect(secret == [true, true, true])
  }

  @Test("XML-RPC carries every kind of value both ways")
  func xmlrpc() async throws {
    let odoo = ScriptedOdoo()
    signsIn(odoo)
    odoo.on(
      "/xmlrpc/2/object",
      xml: Wire.xml(
        """
        <struct><member><name>name</name><value><string>Äpfel &amp; S&#246;hne &lt;b&gt;</string></value></member>
        <member><name>plain</name><value>as it is</value></member>
        <member><name>price</name><value><double>0.1</double></value></member>
        <member><name>tiny</name><value><double>1e-05</double></value></member>
        <member><name>big</name><value><i8>5000000000</i8></value></member>
        <member><name>off</name><value><boolean>0</boolean></value></member>
        <member><name>none</name><value><nil/></value></member>
        <member><name>ids</name><value><array><data><value><int>3</int></value>
        <value><int>-4</int></value></data></array></value></member>
        <member><name>empty</name><value><string></string></value></member></struct>
        """
      )
    )
    let answer = try await call(.xmlrpc, odoo)
    let expected: JSON = .record([
      ("name", "Äpfel & Söhne <b>"), ("plain", "as it is"), ("price", .number(0.1)), ("tiny", .number(0.00001)),
      ("big", 5_000_000_000), ("off", false), ("none", .null), ("ids", [3, -4]), ("empty", ""),
    ])
    #expect(answer == expected)
    let body = String(decoding: odoo.requests[1].body ?? [], as: UTF8.self)
    #expect(body.contains("<value><string>web_read</string></value>"))
    #expect(body.contains("<value><array><data><value><array><data><value><int>7</int></value></data></array></value>"))
  }

  @Test("what leaves as XML can be read back, whatever the characters")
  func characters() throws {
    let text = "a<b>&\"'\r\n\t\u{1}\u{FFFE}€😀 ]]>"
    let sent = String(decoding: XMLRPCWriter.request("m", [.string(text)]), as: UTF8.self)
    #expect(sent.contains("<string>a&lt;b&gt;&amp;\"'&#13;\n\t€😀 ]]&gt;</string>"))
    let answer = Wire.xml(
      "<string>" + (sent.split(separator: "<string>").last ?? "").prefix { $0 != "<" } + "</string>"
    )
    #expect(XMLRPCAnswer(Array(answer.utf8)) == .value("a<b>&\"'\r\n\t€😀 ]]>"))
  }

  // MARK: What comes back

  @Test("nothing returned is null in every dialect", arguments: DialectName.allCases)
  func nothing(_ name: DialectName) async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.partner/button_unlock", json: .null)
    odoo.on(
      "/jsonrpc",
      .json(Wire.rpc(2)),
      .json(Wire.rpc(.none))
    )
    signsIn(odoo)
    let none = Wire.traceback("TypeError", "cannot marshal None unless allow_none is enabled")
    odoo.on("/xmlrpc/2/object", xml: Wire.fault(1, none))
    let answer = try await call(name, odoo, method: "button_unlock")
    #expect(answer == .null)
  }

  @Test("each refusal of Odoo means the same in every dialect", arguments: DialectName.allCases, Refusal.all)
  func refusals(_ name: DialectName, _ refusal: Refusal) async throws {
    let odoo = ScriptedOdoo()
    let message = refusal.message
    odoo.on("/json/2/res.partner/web_read", refusal.status, json: Wire.json2Error(refusal.exception, message))
    odoo.on(
      "/jsonrpc",
      .json(Wire.rpc(2)),
      .json(Wire.rpcError(refusal.exception, message))
    )
    signsIn(odoo)
    let plain = refusal.exception.replacing("builtins.", with: "")
    odoo.on(
      "/xmlrpc/2/object",
      xml: Wire.fault(refusal.fault, refusal.fault == 1 ? Wire.traceback(plain, message) : message)
    )
    let failure = try await #require(throws: Failure.self) { try await call(name, odoo) }
    #expect(failure.code == refusal.code)
    #expect(failure.kind == refusal.kind)
    #expect(!failure.mayHaveArrived)
    if let says = refusal.says { #expect(failure.message == says) }
    let shown = "\(failure.message) \(failure.detail ?? "")"
    #expect(!shown.contains("File \""))
  }

  @Test("a model that this Odoo does not have is told as such", arguments: DialectName.allCases)
  func noModel(_ name: DialectName) async throws {
    let odoo = ScriptedOdoo()
    let page = Wire.json2Error("werkzeug.exceptions.NotFound", "the model 'res.partner' does not exist")
    odoo.on("/json/2/res.partner/web_read", 404, json: page)
    let text = "Object res.partner doesn't exist"
    odoo.on(
      "/jsonrpc",
      .json(Wire.rpc(2)),
      .json(Wire.rpcError("odoo.exceptions.UserError", text))
    )
    signsIn(odoo)
    odoo.on("/xmlrpc/2/object", xml: Wire.fault(2, text))
    let failure = try await #require(throws: Failure.self) { try await call(name, odoo) }
    #expect(failure.code == "odoo.field_missing")
    #expect(failure.message == "This Odoo does not have the model res.partner.")
  }

  @Test("a login that Odoo does not know is refused, not called user false", arguments: [DialectName.jsonrpc, .xmlrpc])
  func wrongLogin(_ name: DialectName) async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/jsonrpc", json: Wire.rpc(false))
    odoo.on("/xmlrpc/2/common", xml: Wire.xml("<boolean>0</boolean>"))
    let failure = try await #require(throws: Failure.self) { try await call(name, odoo) }
    #expect(failure.code == "odoo.key_refused")
    #expect(odoo.requests.count == 1)
  }

  @Test("JSON-2: a wrong key, an unknown database and a redirect to a login page are three things")
  func statuses() async throws {
    let cases: [(HTTPResponse, String)] = [
      (ScriptedOdoo.answer(401, "application/json", "{\"name\": \"x\"}"), "odoo.key_refused"),
      (ScriptedOdoo.answer(404, "text/html", "<h1>Not Found</h1>"), "odoo.database_unknown"),
      (ScriptedOdoo.answer(303, "text/html", "", ["Location": "/web/login?redirect=x"]), "odoo.redirected"),
      (ScriptedOdoo.answer(200, "text/html", "<html>Log in</html>"), "odoo.not_odoo"),
      (ScriptedOdoo.answer(415, "text/html", "<html>"), "odoo.not_odoo"),
      (ScriptedOdoo.answer(502, "text/html", "<html>"), "odoo.unreachable"),
      (ScriptedOdoo.answer(503, "application/json", "{}"), "odoo.unreachable"),
      (ScriptedOdoo.answer(409, "application/json", "{}"), "odoo.busy"),
      (ScriptedOdoo.answer(429, "text/html", "", ["Retry-After": "7"]), "odoo.busy"),
      (ScriptedOdoo.answer(200, "application/json", "[{\"id\": 7"), "odoo.unreadable"),
    ]
    for (response, code) in cases {
      let odoo = ScriptedOdoo()
      odoo.on("/json/2/res.partner/web_read", .reply(response))
      let failure = try await #require(throws: Failure.self) { try await call(.json2, odoo) }
      #expect(failure.code == code, "\(response.status) \(response.headers["Content-Type"] ?? "")")
      if response.status == 429 { #expect(failure.retryAfter == 7) }
    }
  }

  @Test(
    "a pause that nobody can mean is no pause, and none longer than a day",
    arguments: [("inf", nil), ("nan", nil), ("-5", nil), ("1e30", nil), (String(repeating: "9", count: 400), 86_400.0)]
  )
  func absurdPause(text: String, seconds: Double?) async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/json/2/res.partner/web_read", 429, json: [:], ["Retry-After": text])
    let failure = try await #require(throws: Failure.self) { try await call(.json2, odoo) }
    #expect(failure.code == "odoo.busy")
    #expect(failure.retryAfter == seconds)
  }

  // MARK: Once or twice

  @Test("only calls that change nothing twice may leave twice; of the others a lost answer is in doubt")
  func lost() async throws {
    let safe: [(String, JSONObject)] = [
      ("web_read", [:]), ("search_read", [:]), ("load", ["fields": ["id", "name"], "data": [["a.b", "x"]]]),
      ("write", ["vals": ["name": "x", "line_ids": [[1, 4, ["name": "y"]]]]]),
    ]
    let unsafe: [(String, JSONObject)] = [
      ("create", ["vals_list": [[:]]]), ("action_post", [:]), ("load", ["fields": ["name"], "data": [["x"]]]),
      ("write", ["vals": ["line_ids": [[0, 0, ["name": "y"]]]]]), ("unlink", [:]),
    ]
    for (calls, isDoubtful) in [(safe, false), (unsafe, true)] {
      for (method, arguments) in calls {
        let odoo = ScriptedOdoo()
        odoo.on("/json/2/res.partner/\(method)", .lost)
        let dialect = DialectName.json2.dialect(Self.account, http: odoo)
        let failure = try await #require(throws: Failure.self) {
          try await dialect.call("res.partner", method, ids: [7], arguments: arguments, context: [:])
        }
        #expect(failure.code == "odoo.unreachable")
        #expect(failure.kind == .transport)
        #expect(failure.mayHaveArrived == isDoubtful, "\(method)")
      }
    }
  }

  @Test("a number beyond 32 bits that XML-RPC cannot give back is no proof that nothing was done")
  func overflow() async throws {
    let odoo = ScriptedOdoo()
    signsIn(odoo)
    let text = Wire.traceback("OverflowError", "int exceeds XML-RPC limits")
    odoo.on("/xmlrpc/2/object", xml: Wire.fault(1, text))
    let failure = try await #require(throws: Failure.self) { try await call(.xmlrpc, odoo, method: "action_post") }
    #expect(failure.code == "odoo.invalid")
    #expect(failure.mayHaveArrived)
  }

  @Test("the key is in no failure, even where Odoo repeats it", arguments: DialectName.allCases)
  func secrecy(_ name: DialectName) async throws {
    let odoo = ScriptedOdoo()
    let text = "bad key s3cret-key for bot"
    odoo.on("/json/2/res.partner/web_read", 422, json: Wire.json2Error("odoo.exceptions.UserError", text))
    odoo.on(
      "/jsonrpc",
      .json(Wire.rpc(2)),
      .json(Wire.rpcError("odoo.exceptions.UserError", text))
    )
    signsIn(odoo)
    odoo.on("/xmlrpc/2/object", xml: Wire.fault(2, text))
    let failure = try await #require(throws: Failure.self) { try await call(name, odoo) }
    #expect(failure.message == "bad key ••• for bot")
    let shown = String(describing: failure) + String(describing: Self.account)
    #expect(!shown.contains("s3cret"))
  }
}
