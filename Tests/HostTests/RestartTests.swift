import Core
import Engine
import Foundation
import HTTP
import Host
import JSONRPC
import Storage
import TestKit
import Testing

@Suite("stop and start", .timeLimit(.minutes(5)))
struct RestartTests {
  @Test("a service that was stopped while it sent looks the order up after its start, and sends it no second time")
  func restart() async throws {
    try await Self.directory { directory in
      let partner = FakePartner()
      partner.next(.post, .lost(arrives: true))
      partner.next(.get, .hang)
      try await Self.serve(directory, partner) { host in
        let odoo = try await host.odoo()
        async let click = odoo.run()
        try await eventually("it is looked up") { partner.lookUps == 1 }
        host.host.watch.endAll()
        #expect(try await click["status"] == "in_doubt")
      }
      try await Self.serve(directory, partner, new: false) { host in
        host.world.clock.advance(by: .seconds(300))
        host.host.outbox.wake()
        try await host.world.entry(becomes: "delivered") { $0.state == .delivered }
        #expect(try await host.odoo().run()["status"] == "already_sent")
        #expect(partner.posts == 1)
      }
    }
  }

  @Test("no secret stands in the state directory, in the log, or in anything that is answered")
  func secrets() async throws {
    try await Self.directory { directory in
      let partner = FakePartner()
      let words: JSON = ["message": .string("The token \(TestWorld.token) is wrong")]
      partner.next(.post, .answer(422, words), .answer(400, words))
      partner.next(.get, .answer(401, words))
      try await Self.serve(directory, partner) { host in
        let odoo = try await host.odoo()
        var said = [try await odoo.run().text]
        odoo.change("order_line[0].product_qty", to: "25")
        said.append(try await odoo.run().text)
        for (method, params) in [
          ("connection/list", [:]), ("connection/test", ["key": .string(TestWorld.connection)]), ("entry/list", [:]),
          ("entry/show", ["entry": 1]), ("log/list", [:]), ("log/show", ["log": 1]), ("mirror/since", [:]),
        ] as [(String, JSON)] {
          said.append(try await odoo.peer.call(method, params).text)
        }
        #expect(said.joined().contains("•••"))
        #expect(!said.joined().contains(TestWorld.token))
        #expect(!host.world.told.all.joined().contains(TestWorld.token))
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: directory) {
        let data = try Data(contentsOf: URL(filePath: directory).appending(path: file))
        #expect(data.range(of: Data(TestWorld.token.utf8)) == nil, "\(file)")
      }
    }
  }

  private static func directory(_ body: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "os-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(directory)
  }

  private static func serve(
    _ directory: String,
    _ partner: FakePartner,
    new: Bool = true,
    _ body: (HostWorld) async throws -> Void
  ) async throws {
    let store = try await SQLiteStore.open(directory: directory, now: FixedClock().now())
    let world = try await TestWorld(store: store, partner: partner)
    if new { try await world.connect() }
    try await HostWorld.with(world) { host in try await body(host) }
    await store.close()
  }
}
