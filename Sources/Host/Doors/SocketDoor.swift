package import Core
import Engine
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
    let session: Session
    let id: RequestID
    let method: String
    let params: JSON
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
    do {
      return try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 256)
        .childChannelOption(.maxMessagesPerRead, value: 16)
        .childChannelInitializer { channel in self.welcome(channel, arrive) }
        .bind(unixDomainSocketPath: configuration.path, cleanupExistingSocketFile: true)
        .get()
    } catch {
      throw Failure(
        .configuration,
        "socket.unusable",
        "The socket \(configuration.path) cannot be opened.",
        detail: String(describing: error),
        hint: "Check that its directory exists and belongs to the user of the service."
      )
    }
  }

  private func welcome(_ channel: any Channel, _ arrive: AsyncStream<Arrival>.Continuation) -> EventLoopFuture<Void> {
    PeerCredentials.of(channel).flatMapThrowing { credentials in
      let role = self.role(of: credentials)
      let box = SessionBox()
      let peer = Peer(name: "uid \(credentials?.uid ?? 0)", channel: channel) { peer, incoming in
        self.hear(incoming, peer, box, arrive)
      }
      if let role { box.fill(Session(peer: peer, role: role)) }
      let bell = self.silence(channel, box)
      try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
      channel.closeFuture.whenComplete { _ in bell.cancel() }
    }
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
      arrive.yield(Arrival(session: session, id: id, method: method, params: params))
    case .notification(let method, let params):
      if method == "session/cancel", let id = RequestID(params["id"]) { box.session?.cancel(id) }
    case .closed:
      box.session?.cancelAll()
    }
  }

  // MARK: Answering

  private func answer(_ arrival: Arrival) async {
    let session = arrival.session
    let call = Call(host: host, session: session, id: arrival.id, params: arrival.params)
    let answer = await race(call, arrival.method)
    guard let answer, !session.peer.isClosed else { return }
    switch answer {
    case .success(let result):
      session.peer.reply(arrival.id, result)
    case .failure(let failure):
      session.peer.reply(arrival.id, RPCError(failure, correlation: arrival.params["correlation_id"]?.stringValue))
      if ["session.version", "session.no_hello", "session.forbidden"].contains(failure.code) { session.peer.close() }
    }
  }

  /// The answer of the method, or that it was cancelled.
  private func race(_ call: Call, _ method: String) async -> Result<JSON, Failure>? {
    let bell = call.session.cancellation(of: call.id)
    defer { call.session.forget(call.id) }
    return await withTaskGroup(of: Result<JSON, Failure>?.self) { group in
      group.addTask { await Router.answer(call, method: method) }
      group.addTask {
        await bell.wait()
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
