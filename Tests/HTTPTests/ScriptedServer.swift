import Foundation
import Synchronization

/// A server on a free port of loopback that does what its script says, in raw bytes, a thread for each connection.
///
/// Every way a partner can misbehave is a list of steps; the connection is closed after the last one.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    /// Reads a head and the body its `Content-Length` announces; ends the script if the client has hung up.
    case read
    case send(String)
    case sendBytes([UInt8])
    /// Sends the bytes so many times, or until the client hangs up.
    case flood([UInt8], times: Int)
    /// Says nothing until the client hangs up or the test is over.
    case hang
    /// Breaks the connection (RST) instead of closing it.
    case reset
  }

  struct Request: Sendable, Equatable {
    let connection: Int
    /// Request line and headers, lines ended by CRLF.
    let head: String
    let body: [UInt8]

    var line: String { String(head.prefix { !$0.isNewline }) }

    func header(_ name: String) -> String? {
      head.split(whereSeparator: \.isNewline)
        .first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
        .map { $0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces) }
    }
  }

  private struct State {
    var open: Set<Int32> = []
    var connections = 0
    var requests: [Request] = []
    var sentBytes = 0
    var stopped = false
    var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  let port: Int
  private let listener: Socket
  private let state: Shared<State>

  /// - Parameter script: the steps of a connection, by its number from 0.
  /// - Throws: when loopback has no port left.
  init(_ script: @escaping @Sendable (_ connection: Int) -> [Step]) throws {
    let listener = try Socket.bound()
    try listener.listen()
    let state = Shared(State())
    self.listener = listener
    self.state = state
    port = listener.port
    Thread { Self.accept(listener, script, state) }.start()
  }

  /// One script for every connection.
  convenience init(_ steps: Step...) throws {
    try self.init { _ in steps }
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { state.value.withLock { $0.requests } }
  var connections: Int { state.value.withLock { $0.connections } }
  var sentBytes: Int { state.value.withLock { $0.sentBytes } }

  /// Returns once so many requests have been read.
  func arrivals(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let already = state.value.withLock { state in
        if state.requests.count < count { state.waiting.append((count, continuation)) }
        return state.requests.count >= count
      }
      if already { continuation.resume() }
    }
  }

  deinit {
    listener.shutDown()
    for socket in state.value.withLock({ state in
      state.stopped = true
      return state.open
    }) { shutdown(socket, Int32(SHUT_RDWR)) }
  }
}

/// A `Mutex` that several threads hold, whoever ends last.
private final class Shared<Value: ~Copyable>: Sendable {
  let value: Mutex<Value>

  init(_ value: consuming sending Value) { self.value = Mutex(value) }
}

extension ScriptedServer {
  private static func accept(
    _ listener: Socket,
    _ script: @escaping @Sendable (Int) -> [Step],
    _ state: Shared<State>
  ) {
    while let socket = listener.accept() {
      let number: Int? = state.value.withLock { state in
        guard !state.stopped else { return nil }
        state.open.insert(socket.descriptor)
        state.connections += 1
        return state.connections - 1
      }
      guard let number else { return }
      Thread {
        run(script(number), on: socket, number, state)
        state.value.withLock { _ = $0.open.remove(socket.descriptor) }
      }.start()
    }
  }

  private static func run(_ steps: [Step], on socket: Socket, _ number: Int, _ state: Shared<State>) {
    for step in steps {
      switch step {
      case .read:
        guard let (head, body) = socket.readRequest() else { return }
        arrived(Request(connection: number, head: head, body: body), state)
      case .send(let text): send(Array(text.utf8), socket, state)
      case .sendBytes(let bytes): send(bytes, socket, state)
      case .flood(let bytes, let times):
        for _ in 0..<times where !send(bytes, socket, state) { return }
      case .hang: socket.waitForEnd()
      case .reset: socket.resetOnClose()
      }
    }
  }

  @discardableResult
  private static func send(_ bytes: [UInt8], _ socket: Socket, _ state: Shared<State>) -> Bool {
    let sent = socket.send(bytes)
    state.value.withLock { $0.sentBytes += sent }
    return sent == bytes.count
  }

  private static func arrived(_ request: Request, _ state: Shared<State>) {
    let ready = state.value.withLock { state in
      state.requests.append(request)
      let ready = state.waiting.filter { $0.count <= state.requests.count }
      state.waiting.removeAll { $0.count <= state.requests.count }
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }
}
