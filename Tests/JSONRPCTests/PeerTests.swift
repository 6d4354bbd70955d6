import Core
import JSONRPC
import Synchronization
import Testing

@Suite("peers", .timeLimit(.minutes(5)))
struct PeerTests {
  @Test("calls go in both directions at once, one nested in the other, with the same numbers")
  func nested() async throws {
    let pair = Pair()
    try await pair.talk { left, right in
      right.serve("forward") { params in
        let inner = try await right.peer.call("reverse", ["call": 1])
        return ["got": inner, "asked": params["asked"] ?? .null]
      }
      left.serve("reverse") { params in ["of": params["call"] ?? .null] }
      let answer = try await left.peer.call("forward", ["asked": 7])
      #expect(answer == ["got": ["of": 1], "asked": 7])
    }
  }

  @Test("a call that is given up tells the other side, and its late answer is nobody's")
  func cancelled() async throws {
    let (heard, hear) = AsyncStream.makeStream(of: Peer.Incoming.self)
    let peer = Peer(name: "test", write: { line in Self.echo(line, hear) }, close: {}, onIncoming: { _, _ in })
    let task = Task { try await peer.call("slow", [:]) }
    var said = heard.makeAsyncIterator()
    guard case .request(let id, "slow", _)? = await said.next() else { return #expect(Bool(false), "no call") }
    task.cancel()
    let error = await #expect(throws: RPCError.self) { try await task.value }
    #expect(error?.dataCode == "session.cancelled")
    guard case .notification("session/cancel", let params)? = await said.next() else {
      return #expect(Bool(false), "no cancel")
    }
    #expect(RequestID(params["id"]) == id)
    peer.received(.line(Message.result(id: id, 1).line))
  }

  @Test("a peer holds its owner until the owner was told of the end, and no longer")
  func letsGo() {
    final class Owner: Sendable {
      func hear(_ incoming: Peer.Incoming) {}
    }
    func ownedPeer() -> (Peer, () -> Bool) {
      let owner = Owner()
      let peer = Peer(name: "test", write: { _ in }, close: {}, onIncoming: { _, incoming in owner.hear(incoming) })
      return (peer, { [weak owner] in owner != nil })
    }
    let (peer, isOwned) = ownedPeer()
    let before = isOwned()
    peer.ended()
    let after = isOwned()
    #expect(before && !after)
  }

  @Test("when the socket ends every open call fails, and later ones at once")
  func closed() async throws {
    let (heard, hear) = AsyncStream.makeStream(of: Peer.Incoming.self)
    let closings = Mutex(0)
    let peer = Peer(name: "test", write: { line in Self.echo(line, hear) }, close: {}) { _, incoming in
      if case .closed = incoming { closings.withLock { $0 += 1 } }
    }
    let task = Task { try await peer.call("slow", [:]) }
    var said = heard.makeAsyncIterator()
    _ = await said.next()
    peer.ended()
    peer.ended()
    for call in [task, Task { try await peer.call("late", [:]) }] {
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.dataCode == "session.closed")
    }
    #expect(closings.withLock { $0 } == 1)
  }

  @Test(
    "an answer that cannot be read ends the call it answers, instead of letting it wait for ever",
    arguments: [
      #"{"jsonrpc":"2.0","id":1,"result":{"method":"#, #"{"id":1,"result":{}}"#,
      #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"The line is too long."}}"#,
    ]
  )
  func brokenAnswer(_ line: String) async throws {
    let (heard, hear) = AsyncStream.makeStream(of: Peer.Incoming.self)
    let peer = Peer(name: "test", write: { line in Self.echo(line, hear) }, close: {}, onIncoming: { _, _ in })
    let task = Task { try await peer.call("odoo/read", [:]) }
    var said = heard.makeAsyncIterator()
    _ = await said.next()
    peer.received(.line(Array(line.utf8)))
    await #expect(throws: RPCError.self) { try await task.value }
  }

  @Test("an answer that is too long ends the call it answers")
  func tooLong() async throws {
    let (heard, hear) = AsyncStream.makeStream(of: Peer.Incoming.self)
    let peer = Peer(name: "test", write: { line in Self.echo(line, hear) }, close: {}, onIncoming: { _, _ in })
    let task = Task { try await peer.call("odoo/read", [:]) }
    var said = heard.makeAsyncIterator()
    _ = await said.next()
    peer.received(.tooLong)
    let error = await #expect(throws: RPCError.self) { try await task.value }
    #expect(error?.dataCode == "protocol.line_too_long")
  }

  /// Tells what a peer wrote, as the other side would hear it.
  private static func echo(_ line: [UInt8], _ hear: AsyncStream<Peer.Incoming>.Continuation) {
    switch try? Message(line: line) {
    case .request(let id, let method, let params)?: hear.yield(.request(id: id, method: method, params: params))
    case .notification(let method, let params)?: hear.yield(.notification(method: method, params: params))
    default: break
    }
  }
}

/// Two peers whose lines go straight to one another.
private final class Pair: Sendable {
  typealias Handler = @Sendable (JSON) async throws -> JSON

  final class End: Sendable {
    let peer: Peer
    private let handlers: Handlers

    init(_ name: String, _ handlers: Handlers, write: @escaping @Sendable ([UInt8]) -> Void) {
      self.handlers = handlers
      peer = Peer(name: name, write: write, close: {}) { peer, incoming in
        if case .request(let id, let method, let params) = incoming { handlers.take((peer, id, method, params)) }
      }
    }

    func serve(_ method: String, _ handler: @escaping Handler) { handlers.add(method, handler) }
  }

  final class Handlers: Sendable {
    typealias Call = (Peer, RequestID, String, JSON)
    private let known = Mutex<[String: Handler]>([:])
    private let stream = AsyncStream.makeStream(of: Call.self)

    func add(_ method: String, _ handler: @escaping Handler) { known.withLock { $0[method] = handler } }
    func take(_ call: Call) { stream.continuation.yield(call) }
    func stop() { stream.continuation.finish() }

    func run() async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for await (peer, id, method, params) in stream.stream {
          let handler = known.withLock { $0[method] }
          group.addTask { peer.reply(id, try await handler?(params) ?? .null) }
        }
        try await group.waitForAll()
      }
    }
  }

  func talk(_ body: (End, End) async throws -> Void) async throws {
    let (leftServes, rightServes) = (Handlers(), Handlers())
    let other = Mutex<Peer?>(nil)
    let left = End("left", leftServes) { line in other.withLock { $0 }?.received(.line(line)) }
    let right = End("right", rightServes) { line in left.peer.received(.line(line)) }
    other.withLock { $0 = right.peer }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await leftServes.run() }
      group.addTask { try await rightServes.run() }
      defer {
        leftServes.stop()
        rightServes.stop()
      }
      try await body(left, right)
    }
  }
}
