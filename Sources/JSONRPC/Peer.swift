package import Core
import Synchronization

/// One end of one socket: calls to the other side, answers to its calls, in both directions at once.
///
/// Bytes come in through `received`, one line after the other; they leave through `write`. What the other side asks is
/// handed to `onIncoming` on the caller's thread of `received`; whoever takes it answers with `reply`.
package final class Peer: Sendable {
  /// What the other side wants of us.
  package enum Incoming: Sendable {
    case request(id: RequestID, method: String, params: JSON)
    case notification(method: String, params: JSON)
    /// The socket is closed; nothing more comes and nothing more can be said.
    case closed
  }

  private struct State {
    var nextID = 1
    var open: [RequestID: CheckedContinuation<Result<JSON, RPCError>, Never>] = [:]
    var isClosed = false
    /// Nil once the owner was told of the end: peer and owner hold each other, and nobody else would let go of them.
    var onIncoming: (@Sendable (Peer, Incoming) -> Void)?
  }

  /// Who is at the other end, for the log.
  package let name: String
  private let state: Mutex<State>
  private let write: @Sendable ([UInt8]) -> Void
  private let hangUp: @Sendable () -> Void

  package init(
    name: String,
    write: @escaping @Sendable ([UInt8]) -> Void,
    close: @escaping @Sendable () -> Void,
    onIncoming: @escaping @Sendable (Peer, Incoming) -> Void
  ) {
    self.name = name
    self.write = write
    hangUp = close
    state = Mutex(State(onIncoming: onIncoming))
  }

  package var isClosed: Bool { state.withLock { $0.isClosed } }

  // MARK: What we say

  /// Asks the other side and waits for its answer.
  ///
  /// - Throws: the error the other side answered, or `session.closed` when the socket ended first, or
  ///   `session.cancelled` when this task was cancelled; the other side is then told to stop.
  package func call(_ method: String, _ params: JSON) async throws(RPCError) -> JSON {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return RequestID.number(state.nextID)
    }
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        send(.request(id: id, method: method, params: params), as: id, continuation)
      }
    } onCancel: {
      abandon(id)
    }
    return try answer.get()
  }

  package func notify(_ method: String, _ params: JSON) {
    write(Message.notification(method: method, params: params).line)
  }

  package func reply(_ id: RequestID, _ result: JSON) {
    write(Message.result(id: id, result).line)
  }

  package func reply(_ id: RequestID?, _ error: RPCError) {
    write(Message.error(id: id, error).line)
  }

  package func close() { hangUp() }

  private func send(
    _ message: Message,
    as id: RequestID,
    _ continuation: CheckedContinuation<Result<JSON, RPCError>, Never>
  ) {
    let refused: RPCError? = state.withLock { state in
      guard !state.isClosed else { return .closed }
      guard !Task.isCancelled else { return .cancelled }
      state.open[id] = continuation
      return nil
    }
    if let refused {
      continuation.resume(returning: .failure(refused))
    } else {
      write(message.line)
    }
  }

  private func abandon(_ id: RequestID) {
    let waiting = state.withLock { $0.open.removeValue(forKey: id) }
    guard let waiting else { return }
    notify("session/cancel", .record([("id", id.json)]))
    waiting.resume(returning: .failure(.cancelled))
  }

  // MARK: What we hear

  /// Takes one event of the stream.
  package func received(_ event: LineFramer.Event) {
    switch event {
    case .line(let line): received(line)
    case .tooLong:
      reply(nil, .tooLong)
      // Who is asked by us has nothing else to say at such length: it was an answer, and it will not come again.
      failAll(.tooLong)
    case .hopeless: close()
    }
  }

  private func received(_ line: [UInt8]) {
    do throws(MalformedMessage) {
      switch try Message(line: line) {
      case .request(let id, let method, let params):
        tell(.request(id: id, method: method, params: params))
      case .notification(let method, let params):
        tell(.notification(method: method, params: params))
      case .result(let id, let result): settle(id, .success(result))
      case .error(let id?, let error): settle(id, .failure(error))
      // The other side could not read a line of ours and does not know which call it was.
      case .error(nil, let error): failAll(error)
      }
    } catch  where error.isAnswer && error.id != nil {
      if let id = error.id { settle(id, .failure(error.error)) }
    } catch {
      reply(error.id, error.error)
    }
  }

  private func settle(_ id: RequestID, _ answer: Result<JSON, RPCError>) {
    // An answer to a call that was given up is nobody's; it is dropped.
    state.withLock { $0.open.removeValue(forKey: id) }?.resume(returning: answer)
  }

  /// No answer will come to any call of ours.
  private func failAll(_ error: RPCError) {
    let open = state.withLock { state in
      defer { state.open = [:] }
      return state.open.values
    }
    for continuation in open { continuation.resume(returning: .failure(error)) }
  }

  /// The socket ended: every open call of ours fails, the owner is told once.
  package func ended() {
    let open = state.withLock { state -> [RequestID: CheckedContinuation<Result<JSON, RPCError>, Never>]? in
      guard !state.isClosed else { return nil }
      state.isClosed = true
      defer { state.open = [:] }
      return state.open
    }
    guard let open else { return }
    for continuation in open.values { continuation.resume(returning: .failure(.closed)) }
    tell(.closed)
    state.withLock { $0.onIncoming = nil }
  }

  private func tell(_ incoming: Incoming) { state.withLock { $0.onIncoming }?(self, incoming) }
}

extension RPCError {
  package static let closed = wire(-32001, "session.closed", "The other side closed the connection.")
  package static let cancelled = wire(-32001, "session.cancelled", "The call was cancelled.")
}
