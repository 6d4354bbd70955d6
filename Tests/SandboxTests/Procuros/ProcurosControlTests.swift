import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros control surface")
struct ProcurosControlTests {
  @Test("shows what was received, how often, and the raw bytes, without a token")
  func shows() async throws {
    try await withProcuros { _, client in
      let id = try await client.post("/v2/transactions", Samples.order()).json["procurosTransactionId"]?.stringValue
      let operatorClient = RawClient(port: client.port, token: nil)
      let list = try await operatorClient.get("/_sandbox/transactions").json
      #expect(list[0]?["raw"]?.stringValue == Samples.order().text)
      #expect(list[0]?["number"] == "P00042")
      #expect(try await operatorClient.get("/_sandbox/transactions/\(id ?? "")/raw").body == Samples.order().bytes)
      #expect(try await operatorClient.get("/_sandbox/numbers").json == ["P00042": 1])
      #expect(try await operatorClient.get("/_sandbox/requests").json == ["POST /v2/transactions": 1])
    }
  }

  @Test("changes token, rights, partners and limit while running, and never shows a token")
  func settings() async throws {
    try await withProcuros { _, client in
      let change: JSON = ["token": "n3w", "inactive": [.string(Samples.gln.supplier)], "limit_per_minute": 3]
      let reply = try await client.put("/_sandbox/settings", change)
      #expect(reply.status == 204)
      #expect(try await client.get("/v2/ping").status == 401)
      let renewed = RawClient(port: client.port, token: "n3w")
      #expect(try await renewed.post("/v2/transactions", Samples.order()).status == 202)
      #expect(try await client.put("/_sandbox/settings", ["token_expired": true]).status == 204)
      #expect(try await renewed.get("/v2/ping").status == 401)
      #expect(try await client.put("/_sandbox/settings", ["tokn": "x"]).status == 422)
    }
  }

  @Test("forgets on reset")
  func reset() async throws {
    try await withProcuros { simulator, client in
      _ = try await client.post("/v2/transactions", Samples.order())
      #expect(try await client.send("POST", "/_sandbox/reset").status == 204)
      #expect(await simulator.network.transactions.isEmpty)
      #expect(await simulator.gate.requests.isEmpty)
      #expect(try await client.post("/v2/transactions", Samples.order()).status == 201)
    }
  }

  @Test("the state file brings back what was answered for, without a line that was cut short")
  func state() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await withProcuros(state: path) { _, client in
      _ = try await client.post("/v2/transactions", Samples.order())
      _ = try await client.post("/_sandbox/incoming", Samples.response)
      let id = try await client.get("/v2/transactions").json["items"]?[0]?["procurosTransactionId"]?.stringValue ?? ""
      _ = try await client.put("/v2/transactions/\(id)", ["success": false, "errorReason": "No", "errorType": "DATA"])
    }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"event":"ke"#.utf8))
    try handle.close()
    try await withProcuros(state: path) { simulator, client in
      let again = try await client.post("/v2/transactions", Samples.order())
      #expect(again.status == 400)
      #expect(await simulator.network.countsByNumber == ["P00042": 1])
      #expect(try await client.get("/v2/transactions").json["count"] == 0)
      #expect(await simulator.network.transactions.last?.mark?.errorReason == "No")
      #expect(try await client.post("/v2/transactions", Samples.order("P00043")).status == 201)
    }
    #expect(try StateFile(path: path).load().count == 4)
  }

  @Test("a state file that is none stops the start")
  func brokenState() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("nonsense\n".utf8).write(to: URL(filePath: path))
    let options = SimulatorOptions(token: "t", state: path)
    let failure = #expect(throws: Failure.self) { try ProcurosSimulator(ProcurosSimulator.Configuration(options)) }
    #expect(failure?.code == "sandbox.state")
  }
}
