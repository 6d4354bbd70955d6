import Core
import Foundation

@testable import Sandbox

/// A simulator on a free port for the time of one test, and a client of the company `main`.
func withProcountor(
  fail: String = "",
  state: String? = nil,
  _ configure: (inout ProcountorSimulator.Configuration) -> Void = { _ in },
  _ test: (ProcountorSimulator, ProcountorTestClient) async throws -> Void
) async throws {
  let access = ProcountorGate.Settings(
    clientID: "sidecar",
    clientSecret: "s3cret",
    keys: ["key-main": "main", "key-other": "other"]
  )
  var configuration = ProcountorSimulator.Configuration(access)
  configuration.failures = try Failures(parsing: fail)
  configuration.state = state
  // Monday 2 March 2026, 09:30 in Helsinki.
  configuration.now = { Date(timeIntervalSince1970: 1_772_436_600) }
  configuration.access.limitPerSecond = nil
  configure(&configuration)
  let simulator = try ProcountorSimulator(configuration)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await simulator.run() }
    try await test(simulator, ProcountorTestClient(port: try await simulator.port))
    group.cancelAll()
  }
}

/// Asks for a token, and then for whatever a test wants.
struct ProcountorTestClient: Sendable {
  let port: Int
  var token: String?

  init(port: Int, token: String? = nil) {
    self.port = port
    self.token = token
  }

  private var raw: RawClient { RawClient(port: port, token: token) }

  static let form = "grant_type=client_credentials&client_id=sidecar&client_secret=s3cret&api_key="

  func askForToken(_ form: String, _ headers: [String: String] = [:], path: String = "/api/oauth/token") async throws
    -> RawClient.Reply
  {
    let type = ["Content-Type": "application/x-www-form-urlencoded"].merging(headers) { $1 }
    return try await RawClient(port: port, token: nil).send("POST", path, headers: type, body: Array(form.utf8))
  }

  /// The same client with a token of the company of that key.
  func signedIn(_ key: String = "key-main") async throws -> ProcountorTestClient {
    let reply = try await askForToken(Self.form + key)
    return ProcountorTestClient(port: port, token: reply.json["access_token"]?.stringValue)
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> RawClient.Reply {
    try await raw.send("GET", "/api\(path)", headers: headers)
  }

  func post(_ path: String, _ body: JSON) async throws -> RawClient.Reply { try await raw.post("/api\(path)", body) }

  func put(_ path: String, _ body: JSON? = nil) async throws -> RawClient.Reply {
    try await raw.send("PUT", "/api\(path)", body: body?.bytes ?? [])
  }

  func patch(_ path: String, _ body: JSON) async throws -> RawClient.Reply {
    try await raw.send("PATCH", "/api\(path)", body: body.bytes)
  }

  /// A call of the control surface.
  func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> RawClient.Reply {
    try await RawClient(port: port, token: nil).send(method, "/_sandbox\(path)", body: body?.bytes ?? [])
  }

  /// Sends an invoice and answers its number.
  func invoice(_ body: JSON = ProcountorSamples.invoice) async throws -> Int {
    try await post("/invoices", body).json["id"]?.intValue ?? 0
  }
}

extension RawClient.Reply {
  /// The fields and messages of a refusal: `paymentInfo.dueDate: DUE_DATE_BEFORE_BILL_DATE`.
  var faults: [String] {
    (json["errors"]?.arrayValue ?? []).map { error in
      [error["field"]?.stringValue, error["message"]?.stringValue].compactMap { $0 }.joined(separator: ": ")
    }
  }

  var fields: [String] { (json["errors"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue } }
}
