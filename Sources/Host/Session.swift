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
    /// Calls that have come and are not answered yet.
    var unanswered = 0
    /// True once a call besides hello was answered.
    var hasAnswered = false
    var isRefused = false
  }

  package let peer: Peer
  package let role: Role
  private let state = Mutex(State())
  /// Closes the peer after a while.
  let closeLater: @Sendable () -> Void

  package init(peer: Peer, role: Role, closeLater: @escaping @Sendable () -> Void) {
    self.peer = peer
    self.role = role
    self.closeLater = closeLater
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
      if failure != nil { state.isRefused = true }
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

  /// A call has come.
  ///
  /// - Returns: the bell that rings when it shall stop.
  func begin(_ call: RequestID) -> WakeUp {
    state.withLock { state in
      let bell = WakeUp()
      state.cancels[call] = bell
      state.unanswered += 1
      return bell
    }
  }

  /// How it goes on with the peer after a call was answered.
  enum Ending: Sendable {
    case open, over
    /// Refused at hello; the first call, which may have been sent together with it, is still to be told so.
    case waitsForFirstCall
  }

  /// A call is answered, as far as there was an answer.
  func end(_ call: RequestID, isHello: Bool, _ failure: Failure?) -> Ending {
    state.withLock { state in
      state.cancels[call] = nil
      state.unanswered -= 1
      if failure?.code == Failure.noHello.code { state.isRefused = true }
      if !isHello { state.hasAnswered = true }
      guard state.isRefused, state.unanswered == 0 else { return .open }
      return state.hasAnswered ? .over : .waitsForFirstCall
    }
  }

  package func cancel(_ call: RequestID) { state.withLock { $0.cancels[call] }?.ring() }

  /// The peer is gone: every call of it shall stop.
  package func cancelAll() {
    let bells = state.withLock { Array($0.cancels.values) }
    for bell in bells { bell.ring() }
  }
}
