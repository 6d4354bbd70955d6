import Core
import Foundation

@testable import Sandbox

/// A simulator on a free port for the time of one test, and a client with a token.
func withProcurify(
  fail: String = "",
  state: String? = nil,
  settings: JSON = [:],
  _ test: (ProcurifySimulator, ProcurifyTestClient) async throws -> Void
) async throws {
  let access = ProcurifyGate.Settings(clientID: "cid_demo", clientSecret: "sec_demo")
  var configuration = ProcurifySimulator.Configuration(access, tenant: ProcurifySettings(settings))
  configuration.failures = try Failures(parsing: fail)
  configuration.state = state
  // Monday 2 March 2026, 07:30 UTC: still Sunday in Vancouver.
  configuration.now = { Date(timeIntervalSince1970: 1_772_436_600) }
  let simulator = try ProcurifySimulator(configuration)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await simulator.run() }
    let stranger = ProcurifyTestClient(port: try await simulator.port)
    try await test(simulator, try await stranger.signedIn())
    group.cancelAll()
  }
}

/// Asks for a token, and then for whatever a test wants.
struct ProcurifyTestClient: Sendable {
  let port: Int
  var token: String?

  init(port: Int, token: String? = nil) {
    self.port = port
    self.token = token
  }

  static let request: JSON = [
    "client_id": "cid_demo", "client_secret": "sec_demo", "audience": "https://api.procurify.com/",
    "grant_type": "client_credentials",
  ]

  func askForToken(_ body: JSON = Self.request) async throws -> RawClient.Reply {
    try await RawClient(port: port, token: nil).post("/oauth/token", body)
  }

  func signedIn() async throws -> ProcurifyTestClient {
    ProcurifyTestClient(port: port, token: try await askForToken().json["access_token"]?.stringValue)
  }

  func send(_ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8] = []) async throws
    -> RawClient.Reply
  {
    let usual = ["X-Procurify-Client": "api"].merging(headers) { $1 }
    return try await RawClient(port: port, token: token).send(method, path, headers: usual, body: body)
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> RawClient.Reply {
    try await send("GET", path, headers)
  }

  /// A call of the control surface.
  @discardableResult
  func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> RawClient.Reply {
    try await RawClient(port: port, token: nil).send(method, "/_sandbox\(path)", body: body?.bytes ?? [])
  }

  /// Makes something and answers its number.
  func make(_ kind: String, _ body: JSON) async throws -> Int {
    let reply = try await control("POST", "/\(kind)", body)
    guard let id = reply.json["id"]?.intValue else { throw ProcurifyTestFailure(reply.json.text) }
    return id
  }

  /// What a list holds, by the member that names a row.
  func rows(_ path: String, _ member: String = "id") async throws -> [JSON] {
    try await get(path).json["data"]?.arrayValue?.compactMap { $0[member] } ?? []
  }
}

struct ProcurifyTestFailure: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

extension RawClient.Reply {
  var detail: String? { json["detail"]?.stringValue }
  /// How a list says where it stands.
  var pagination: JSON? { json["metadata"]?["pagination"] }
}
