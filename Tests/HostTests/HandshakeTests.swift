import Core
import Glibc
import Host
import JSONRPC
import TestKit
import Testing

@Suite("the handshake", .timeLimit(.minutes(5)))
struct HandshakeTests {
  @Test("hello and the first call may come in one piece, and both are answered")
  func together() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      try await client.ask(("session/hello", HostWorld.hello()), ("connection/list", [:]))
      var answers: [JSON] = []
      for _ in 1...2 { if let line = await client.next() { answers.append(line) } }
      let hello = answers.first { $0["id"] == 1 }
      #expect(hello?["result"]?["protocol"] == 1)
      #expect(hello?["result"]?["connectors"] == ["procuros"])
      #expect(hello?["result"]?["database"]?["status"] == "ok")
      let list = answers.first { $0["id"] == 2 }
      #expect(list?["result"]?["connections"]?[0]?["secrets"] == ["api_token": true])
    }
  }

  @Test("with a version we do not speak, hello and the first call get the same error and the peer is closed")
  func wrongVersion() async throws {
    try await HostWorld.with { host in
      for _ in 1...20 {
        var client = try await host.raw()
        try await client.ask(("session/hello", HostWorld.hello(2, 3)), ("connection/list", [:]))
        var codes: [String?] = []
        while let line = await client.next() { codes.append(line.errorCode) }
        #expect(codes == ["session.version", "session.version"])
      }
    }
  }

  @Test("a hello with wrong parameters is refused like that, too")
  func wrongHello() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      try await client.ask(("session/hello", ["protocol": 1]), ("connection/list", [:]))
      var codes: [String?] = []
      while let line = await client.next() { codes.append(line.errorCode) }
      #expect(codes == ["protocol.params", "protocol.params"])
    }
  }

  @Test("a call without hello is refused and the peer closed")
  func noHello() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      try await client.ask(("connection/list", [:]))
      #expect(await client.next()?.errorCode == "session.no_hello")
      #expect(await client.next() == nil)
    }
  }

  @Test("a client that says nothing is closed")
  func silent() async throws {
    try await HostWorld.with(patience: .milliseconds(20)) { host in
      var client = try await host.raw()
      #expect(await client.next() == nil)
      var stammering = try await host.raw()
      // It may be closed before that has left.
      try? await stammering.send("{\"jsonrpc\":")
      #expect(await stammering.next() == nil)
    }
  }

  @Test("a peer of another user is refused and closed")
  func otherUser() async throws {
    try await HostWorld.with(users: .init(odoo: [], operators: [])) { host in
      var client = try await host.raw()
      try await client.ask(("session/hello", HostWorld.hello()))
      #expect(await client.next()?.errorCode == "session.forbidden")
      #expect(await client.next() == nil)
    }
  }

  @Test("what is for operators is refused to Odoo's user, whose peer goes on")
  func operatorsOnly() async throws {
    try await HostWorld.with { host in
      let odoo = try await host.odoo()
      let error = await #expect(throws: RPCError.self) { try await odoo.peer.call("service/metrics", [:]) }
      #expect(error?.dataCode == "session.forbidden")
      #expect(try await odoo.peer.call("service/health", [:])["status"] == "ok")
    }
    try await HostWorld.with(users: .init(odoo: [], operators: [getuid()])) { host in
      let odoo = try await host.odoo()
      let counters = try await odoo.peer.call("service/metrics", [:])["counters"]
      #expect(counters?["entries_pending"] == 0)
    }
  }

  @Test("a copy of a database that was here first is told so and sends nothing, whatever somebody asks")
  func copy() async throws {
    try await HostWorld.with { host in
      var copy = HostWorld.hello()
      copy = copy.replacing("database.name", with: "production-copy")
      let odoo = try await OdooEnd(host.path)
      odoo.put(try SampleOrder.document())
      let answer = try await odoo.peer.call("session/hello", copy)
      #expect(answer["database"]?["status"] == "copy")
      #expect(answer["database"]?["looks_like"] == "production")
      let save: JSON = ["connection": ["key": "k", "connector": "procuros"], "secrets": [:], "revision": 1]
      _ = try await odoo.peer.call("connection/save", save)
      for call in ["entry/retry", "entry/resolve"] {
        let params: JSON = ["entries": [], "entry": 1, "sent": false, "reason": "x"]
        await #expect(throws: RPCError.self) { try await odoo.peer.call(call, params) }
      }
      #expect(host.partner.requests == [])
    }
  }

  @Test("a neutralized database sends nothing")
  func neutralized() async throws {
    try await HostWorld.with { host in
      let odoo = try await OdooEnd(host.path)
      odoo.put(try SampleOrder.document())
      _ = try await odoo.peer.call("session/hello", HostWorld.hello(neutralized: true))
      let outcome = try await odoo.run()
      #expect(outcome["status"] == "refused")
      #expect(outcome["issues"]?[0]?["code"] == "database.neutralized")
      #expect(host.partner.requests == [])
    }
  }
}
