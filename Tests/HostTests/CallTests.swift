import Core
import Engine
import HTTP
import Host
import JSONRPC
import Storage
import TestKit
import Testing

@Suite("calls over the socket", .timeLimit(.minutes(5)))
struct CallTests {
  @Test("a click asks Odoo in between, sends the order and writes its transaction")
  func click() async throws {
    try await HostWorld.with { host in
      let odoo = try await host.odoo()
      let outcome = try await odoo.run()
      #expect(outcome["status"] == "sent")
      #expect(odoo.reference() == "tx-1")
      #expect(odoo.asked.contains("odoo/read"))
      let settled = try await odoo.peer.call("entry/settled", ["entries": [outcome["entry"] ?? .null]])
      #expect(settled == ["settled": 1])
      let again = try await odoo.run()
      #expect(again["status"] == "already_sent")
      #expect(host.partner.posts == 1)
    }
  }

  @Test("a second call while one is open is busy, the service still tells its health, and the first one is answered")
  func busy() async throws {
    try await HostWorld.with { host in
      let odoo = try await host.odoo()
      host.partner.next(.post, .hang)
      async let first = odoo.run()
      try await eventually("the order is being sent") { host.partner.posts == 1 }
      let error = await #expect(throws: RPCError.self) { try await odoo.peer.call("connection/list", [:]) }
      #expect(error?.dataCode == "session.busy")
      #expect(try await odoo.peer.call("service/health", [:])["status"] == "ok")
      host.partner.release()
      #expect(try await first["status"] == "sent")
      _ = try await odoo.peer.call("connection/list", [:])
    }
  }

  @Test("health says when the tick of a database last came, to Odoo only of its own and only after its hello")
  func lastTick() async throws {
    try await HostWorld.with { host in
      let environment = host.world.environment
      try await eventually("the worker knows it") { environment.heartbeats.all(environment).count == 1 }
      var client = try await host.raw()
      try await client.send(Message.request(id: .number(1), method: "service/health", params: [:]).line)
      #expect(await client.answer(1)?["result"]?["databases"] == [])
      let odoo = try await host.odoo()
      #expect(try await odoo.peer.call("service/health", [:])["databases"]?[0]?["last_tick"] == .null)
      host.world.clock.advance(by: .seconds(300))
      let missing = try await odoo.peer.call("service/health", [:])["databases"]?[0]?["issue"]?["code"]
      #expect(missing == "service.tick_missing")
      _ = try await odoo.peer.call("schedule/tick", [:])
      let beating = try await odoo.peer.call("service/health", [:])["databases"]?[0]
      #expect(beating?["issue"] == .null)
      #expect(beating?["last_tick"] == .string(host.world.clock.now().text))
    }
  }

  @Test("an unknown call, or one with a value of the wrong type, is refused in one sentence and the peer goes on")
  func wrongCalls() async throws {
    try await HostWorld.with { host in
      let odoo = try await host.odoo()
      let run = HostWorld.run()
      let wrong: [(String, JSON, String)] = [
        ("flow/fly", [:], "protocol.unknown_method"),
        ("flow/run", [:], "protocol.params"),
        ("flow/run", run.replacing("ids", with: "42"), "protocol.params"),
        ("flow/run", run.replacing("ids", with: ["42"]), "protocol.params"),
        ("flow/run", run.replacing("flow", with: 7), "protocol.params"),
        ("flow/run", run.replacing("deadline_ms", with: "soon"), "protocol.params"),
        ("flow/run", run.replacing("hashes", with: ["42"]), "protocol.params"),
        ("flow/run", run.replacing("hashes", with: ["42": 7]), "protocol.params"),
        ("flow/run", run.replacing("flow", with: "procuros.order.fly"), "flow.unknown"),
        ("flow/run", run.replacing("connection", with: "nobody"), "connection.unknown"),
        ("connection/save", ["connection": 7, "revision": 1], "protocol.params"),
        ("entry/show", ["entry": 99], "entry.unknown"),
        ("entry/list", ["state": "lost"], "protocol.params"),
      ]
      for (method, params, code) in wrong {
        let error = await #expect(throws: RPCError.self) { try await odoo.peer.call(method, params) }
        #expect(error?.dataCode == code, "\(method) \(params.text)")
        #expect(error?.message.last == ".")
      }
      #expect(host.partner.requests == [])
      let endless = run.replacing("deadline_ms", with: .int(Int.max))
      #expect(try await odoo.peer.call("flow/run", endless)["documents"]?[0]?["status"] == "sent")
    }
  }

  @Test("broken JSON, broken UTF-8 and a line of 50 MB get their error, and the next call is answered")
  func broken() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      try await client.ask(("session/hello", HostWorld.hello()))
      #expect(await client.answer(1)?["result"] != nil)
      try await client.send(#"{"jsonrpc":"2.0","id":5,"method":"service/health","params":{"# + "\n")
      let syntax = await client.answer(5)
      #expect(syntax?.errorCode == "protocol.syntax")
      try await client.send(Array(#"{"jsonrpc":"2.0","id":6,"method":"\#u{0}"#.utf8) + [0xFF, 10])
      #expect(await client.answer(6)?.errorCode == "protocol.encoding")
      let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
      for _ in 1...50 { try await client.send(piece) }
      try await client.send("\n")
      #expect(await client.answer(nil)?.errorCode == "protocol.line_too_long")
      try await client.send(Message.request(id: .number(7), method: "service/health", params: [:]).line)
      #expect(await client.answer(7)?["result"]?["status"] == "ok")
    }
  }

  @Test("a client that vanishes in the middle changes nothing: the order goes out once, and the next click finds it")
  func vanishes() async throws {
    try await HostWorld.with { host in
      let odoo = try await host.odoo()
      host.partner.next(.post, .hang)
      async let lost = odoo.refusal()
      try await eventually("the order is being sent") { host.partner.posts == 1 }
      odoo.peer.close()
      #expect(await lost?.dataCode == "session.closed")
      host.partner.release()
      try await host.world.entry(becomes: "delivered") { $0.state == .delivered }
      let next = try await host.odoo()
      #expect(try await next.run()["status"] == "already_sent")
      #expect(next.reference() == "tx-1")
      #expect(host.partner.posts == 1)
    }
  }

  @Test("a cancelled call is answered, while what the worker began goes on")
  func cancelled() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      let odoo = try await host.odoo()
      host.partner.next(.post, .hang)
      async let first = odoo.refusal()
      try await eventually("the order is being sent") { host.partner.posts == 1 }
      // The peer numbers its calls: hello was 1, the click is 2.
      odoo.peer.notify("session/cancel", ["id": 2])
      #expect(await first?.dataCode == "session.cancelled")
      host.partner.release()
      try await host.world.entry(becomes: "delivered") { $0.state == .delivered }
      // A cancel that comes together with its call is not lost either.
      let call = Message.request(id: .number(2), method: "flow/run", params: HostWorld.run()).line
      let cancel = Message.notification(method: "session/cancel", params: ["id": 2]).line
      try await client.ask(("session/hello", HostWorld.hello()))
      #expect(await client.answer(1)?["result"] != nil)
      try await client.send(call + cancel)
      #expect(await client.answer(2)?.errorCode == "session.cancelled")
    }
  }

  @Test("an Odoo whose attempt is over gets no answer to that call, and its next one works")
  func attemptOver() async throws {
    try await HostWorld.with { host in
      var client = try await host.raw()
      try await client.ask(("session/hello", HostWorld.hello()), ("flow/run", HostWorld.run()))
      var reverse: JSON?
      while let line = await client.next() {
        if line["method"] != nil {
          reverse = line["id"]
          break
        }
      }
      let id = try #require(RequestID(reverse))
      let over = RPCError(code: -32012, message: "over", data: ["code": "odoo.attempt_over"])
      try await client.send(Message.error(id: id, over).line)
      try await client.send(Message.request(id: .number(3), method: "service/health", params: [:]).line)
      while let line = await client.next(), line["id"] != 3 {
        #expect(line["id"] == 1, "hello, and nothing else")
      }
    }
  }
}
