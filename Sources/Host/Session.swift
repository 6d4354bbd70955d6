package import Core
import Engine
package import JSONRPC
import Synchronization

/// What a peer may do, by its uid as the kernel shows it.
package enum Role: Sendable, Comparable {
  /// Flows, mirror and settings of its own database.
  case odoo
  /// Everything.
  case `operator`
}

/// One socket peer after its handshake: who asks, and for which database.
package final class Session: Sendable {
  /// What hello brought.
  package struct Identity: Sendable {
    /// Nil for an operator's client, which speaks for no database.
    package var database: Int64?
    package var readOnly: Issue?
    package var user: Int?
    package var companies: [Int]
  }

  /// How far the handshake is; the first call may come before its answer and waits for it.
  private enum Hello {
    case none
    case running([CheckedContinuation<Failure?, Never>])
    case over(Failure?)
  }

  private struct State {
    var identity: Identity?
    var hello = Hello.none
    var forward: RequestID?
    var cancels: [RequestID: WakeUp] = [:]
  }

  package let peer: Peer
  package let role: Role
  private let state = Mutex(State())

  package init(peer: Peer, role: Role) {
    self.peer = peer
    self.role = role
  }

  package var identity: Identity? { state.withLock { $0.identity } }

  package func greet(_ identity: Identity) { state.withLock { $0.identity = identity } }

  /// Hello has come; what follows it waits until `greeted`.
  package func beginHello() {
    state.withLock { state in
      if case .none = state.hello { state.hello = .running([]) }
    }
  }

  /// Hello is answered; its failure is the answer to whatever waited.
  package func greeted(_ failure: Failure?) {
    let waiting = state.withLock { state -> [CheckedContinuation<Failure?, Never>] in
      defer { state.hello = .over(failure) }
      if case .running(let waiting) = state.hello { return waiting }
      return []
    }
    for continuation in waiting { continuation.resume(returning: failure) }
  }

  /// Waits for the handshake.
  ///
  /// - Returns: why it failed, or `session.no_hello` when it never began; nil when all is well.
  package func hello() async -> Failure? {
    await withCheckedContinuation { continuation in
      let known: Failure?? = state.withLock { state in
        switch state.hello {
        case .none: return .some(.noHello)
        case .over(let failure): return .some(failure)
        case .running(let waiting):
          state.hello = .running(waiting + [continuation])
          return nil
        }
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// Takes the one place for a forward call; false when another call holds it.
  package func enter(_ call: RequestID) -> Bool {
    state.withLock { state in
      guard state.forward == nil else { return false }
      state.forward = call
      return true
    }
  }

  package func leave(_ call: RequestID) {
    state.withLock { state in
      if state.forward == call { state.forward = nil }
    }
  }

  /// The bell that rings when this call shall stop.
  func cancellation(of call: RequestID) -> WakeUp {
    state.withLock { state in
      let bell = WakeUp()
      state.cancels[call] = bell
      return bell
    }
  }

  package func forget(_ call: RequestID) { state.withLock { state in state.cancels[call] = nil } }

  package func cancel(_ call: RequestID) { state.withLock { $0.cancels[call] }?.ring() }

  /// The peer is gone: every call of it shall stop.
  package func cancelAll() {
    let bells = state.withLock { Array($0.cancels.values) }
    for bell in bells { bell.ring() }
  }
}
