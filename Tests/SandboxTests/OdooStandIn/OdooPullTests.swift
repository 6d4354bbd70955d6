import Core
import JSONRPC
import Testing

@testable import Sandbox

@Suite("stand-in for Odoo: what a pull brought")
struct OdooPullTests {
  private static let flow = "procountor.payment.pull"

  private static func records() throws -> OdooRecords {
    var world = InvoicingWorld()
    try world.invoice()
    return world.records
  }

  /// Two payments came in; the second cannot be taken, after something of it was written.
  @Sendable private static func sidecar(_ request: ScriptedSidecar.Request) async throws(RPCError) -> JSON {
    guard request.method == "flow/run" else { return [:] }
    guard let unit = request.params["unit"]?.stringValue else {
      let arrivals: [JSON] = ["apply-1", "apply-2"].map { ["entry": 1, "unit": .string($0), "flow": .string(flow)] }
      return ["documents": [["record": 1, "status": "fetched", "arrivals": .array(arrivals)]]]
    }
    let arguments: JSON = [
      "journal": 3, "amount": "5", "currency": "EUR", "date": "2026-03-10", "memo": nil, "event": .string(unit),
    ]
    _ = try await request.ask(
      "odoo/call",
      [
        ("model", "account.move"), ("ids", [1]), ("method", "_procountor_register_payment"), ("arguments", arguments),
      ]
    )
    let isTaken = unit == "apply-1"
    let outcome: JSON = [
      "record": 1, "entry": .string(unit), "status": isTaken ? "applied" : "issues",
      "state": isTaken ? "delivered" : "quarantined",
    ]
    return ["documents": [outcome], "rolls_back": .bool(!isTaken)]
  }

  @Test("each has a transaction of its own: what cannot be taken leaves nothing, what was taken is settled")
  func ownTransactions() async throws {
    try await ScriptedSidecar.with(records: try Self.records(), script: Self.sidecar) { odoo, sidecar in
      let pull = try await odoo.pull(Self.flow, ids: [1], connection: "c1")
      #expect(pull.statuses == ["applied", "issues"])
      #expect(odoo.database.records.payments(of: 1).count == 1)
      #expect(sidecar.members("entries", of: "entry/settled") == [["apply-1"]])
      let units = sidecar.members("unit", of: "flow/run")
      #expect(units == [nil, "apply-1", "apply-2"])
    }
  }

  @Test("one that others were quicker with is tried again, and is booked once")
  func serialization() async throws {
    try await ScriptedSidecar.with(records: try Self.records(), script: Self.sidecar) { odoo, sidecar in
      odoo.database.failNext("odoo/call")
      _ = try await odoo.pull(Self.flow, ids: [1], connection: "c1")
      #expect(odoo.database.records.payments(of: 1).count == 1)
      #expect(sidecar.members("unit", of: "flow/run") == [nil, "apply-1", "apply-1", "apply-2"])
    }
  }
}
