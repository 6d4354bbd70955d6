package import Core
import Engine
import Glibc
import JSONRPC
import NIOCore
package import NIOPosix
import Synchronization

/// The Unix socket: bytes become calls, answers become bytes; nothing else happens here.
package final class SocketDoor: Sendable {
  package struct Configuration: Sendable {
    package var path: String
    /// File mode of the socket.
    package var mode: UInt32
    /// Uids that may use flows, mirror and settings.
    package var odooUsers: Set<UInt32>
    /// Uids that may do everything.
    package var operators: Set<UInt32>
    /// A peer that says nothing for this long after connecting is closed.
    package var helloPatience: Duration
    /// A socket that listens already, from whoever started us; `path` and `mode` are then not ours to set.
    package var inherited: Int32?

    package init(
      path: String,
      mode: UInt32 = 0o660,
      odooUsers: Set<UInt32>,
      operators: Set<UInt32>,
      helloPatience: Duration = .seconds(30)
    ) {
      self.path = path
      self.mode = mode
      self.odooUsers = odooUsers
      self.operators = operators
      self.helloPatience = helloPatience
    }
  }

  /// How long a peer whose hello failed may still be told why its first call failed as well.
  private static let patienceAfterHello = Duration.seconds(1)

  private let host: Sidecar
  private let configuration: Configuration
  private let group: MultiThreadedEventLoopGroup
  private let closing = Mutex<(@Sendable () -> Void)?>(nil)

  package init(_ host: Sidecar, _ configuration: Configuration, group: MultiThreadedEventLoopGroup) {
    self.host = host
    self.configuration = configuration
    self.group = group
  }

  /// One call that a peer made, on its way to the router.
  private struct Arrival: Sendable {
    let call: Call
    let method: String
    /// Rings when the call shall stop.
    let bell: WakeUp
  }

  /// Serves until cancelled; what is under way is then answered as cancelled.
  ///
  /// Calls `ready` once when the socket listens.
  ///
  /// - Throws: `.configuration` `socket.unusable` when the socket cannot be opened.
  package func run(ready: @Sendable () -> Void = {}) async throws(Failure) {
    let (arrivals, arrive) = AsyncStream.makeStream(of: Arrival.self)
    let listener = try await listen(arrive)
    closing.withLock { closing in
      closing = {
        listener.close(promise: nil)
        arrive.finish()
      }
    }
    ready()
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        for await arrival in arrivals {
          group.addTask { await self.answer(arrival) }
        }
      }
    } onCancel: {
      stop()
    }
  }

  /// Takes no call any more; `run` ends when the open ones are answered.
  package func stop() { closing.withLock { $0 }?() }

  // MARK: Listening

  private func listen(_ arrive: AsyncStream<Arrival>.Continuation) async throws(Failure) -> any Channel {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelInitializer { channel in self.welcome(channel, arrive) }
    do {
      if let inherited = configuration.inherited { return try await bootstrap.withBoundSocket(inherited).get() }
      let channel = try await bootstrap.bind(unixDomainSocketPath: configuration.path, cleanupExistingSocketFile: true)
        .get()
      guard chmod(configuration.path, configuration.mode) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
      return channel
    } catch {
      throw unusable(String(describing: error))
    }
  }

  private func unusable(_ detail: String) -> Failure {
    Failure(
      .configuration,
      "socket.unusable",
      "The socket \(configuration.path) cannot be opened.",
      detail: detail,
      hint: "Check that its directory exists and belongs to the user of the service."
    )
  }

  private func welcome(_ channel: any Channel, _ arrive: AsyncStream<Arrival>.Continuation) -> EventLoopFuture<Void> {
    PeerCredentials.of(channel).flatMapThrowing { credentials in
      let role = self.role(of: credentials)
      let box = SessionBox()
      let peer = Peer(name: "uid \(credentials?.uid ?? 0)", channel: channel) { peer, incoming in
        self.hear(incoming, peer, box, arrive)
      }
      if let role { box.fill(Session(peer: peer, role: role) { Self.closeLater(channel) }) }
      let bell = self.silence(channel, box)
      try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
      channel.closeFuture.whenComplete { _ in bell.cancel() }
    }
  }

  private static func closeLater(_ channel: any Channel) {
    channel.eventLoop.scheduleTask(in: .milliseconds(patienceAfterHello.milliseconds)) { channel.close(promise: nil) }
  }

  private func role(of credentials: PeerCredentials?) -> Role? {
    guard let uid = credentials?.uid else { return nil }
    if configuration.operators.contains(uid) { return .operator }
    return configuration.odooUsers.contains(uid) ? .odoo : nil
  }

  /// Closes a peer that connects and says nothing.
  private func silence(_ channel: any Channel, _ box: SessionBox) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: .milliseconds(configuration.helloPatience.milliseconds)) {
      if box.session?.identity == nil { channel.close(promise: nil) }
    }
  }

  // MARK: Hearing

  private func hear(
    _ incoming: Peer.Incoming,
    _ peer: Peer,
    _ box: SessionBox,
    _ arrive: AsyncStream<Arrival>.Continuation
  ) {
    switch incoming {
    case .request(let id, let method, let params):
      guard let session = box.session else {
        peer.reply(id, RPCError(.forbidden(method)))
        peer.close()
        return
      }
      if method == "session/hello" { session.beginHello() }
      let call = Call(host: host, session: session, id: id, params: params)
      if let answer = Router.answerAtOnce(call, method: method) {
        say(answer, to: call)
        return
      }
      // The service ends: who asks now had better ask the next one.
      let arrival = Arrival(call: call, method: method, bell: session.begin(id))
      if case .terminated = arrive.yield(arrival) { peer.close() }
    case .notification(let method, let params):
      if method == "session/cancel", let id = RequestID(params["id"]) { box.session?.cancel(id) }
    case .closed:
      box.session?.cancelAll()
    }
  }

  // MARK: Answering

  private func answer(_ arrival: Arrival) async {
    let answer = await race(arrival)
    if let answer { say(answer, to: arrival.call) }
    let session = arrival.call.session
    switch session.end(arrival.call.id, isHello: arrival.method == "session/hello", answer?.failure) {
    case .open: break
    case .over: session.peer.close()
    case .waitsForFirstCall: session.closeLater()
    }
  }

  private func say(_ answer: Result<JSON, Failure>, to call: Call) {
    let peer = call.session.peer
    guard !peer.isClosed else { return }
    switch answer {
    case .success(let result):
      peer.reply(call.id, result)
    case .failure(let failure):
      peer.reply(call.id, RPCError(failure, correlation: call.params["correlation_id"]?.stringValue))
    }
  }

  /// The answer of the method, or that it was cancelled.
  private func race(_ arrival: Arrival) async -> Result<JSON, Failure>? {
    await withTaskGroup(of: Result<JSON, Failure>?.self) { group in
      group.addTask { await Router.answer(arrival.call, method: arrival.method) }
      group.addTask {
        await arrival.bell.wait()
        return .failure(Failure(.transport, "session.cancelled", "The call was cancelled."))
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}

/// The session of a peer, once it is known who it is.
private final class SessionBox: Sendable {
  private let held = Mutex<Session?>(nil)
  var session: Session? { held.withLock { $0 } }
  func fill(_ session: Session) { held.withLock { $0 = session } }
}
