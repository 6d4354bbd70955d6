import Core
import JSONRPC
import Synchronization

/// One transaction of Odoo: its rows, its one peer, and the reverse calls served while a forward call is open.
final class OdooTransaction: Sendable {
  private struct State {
    var calls: ReverseCalls
    /// Id of the open forward call; the peer counts its requests from 1.
    var open: Int?
    var lastID = 0
    var isOver = false
    var served: [String] = []
  }

  private let database: OdooDatabase
  private let base: OdooRecords
  private let state: Mutex<State>

  init(_ database: OdooDatabase, companies: Set<Int>) {
    self.database = database
    base = database.begin()
    state = Mutex(State(calls: ReverseCalls(records: base, companies: companies, isClean: true)))
  }

  /// A serialization failure ended it; only a rollback is left.
  var isOver: Bool { state.withLock { $0.isOver } }

  /// The reverse calls so far, by method.
  var served: [String] { state.withLock { $0.served } }

  /// Changes rows as the user's own click does, before or after the sidecar is asked.
  func change(_ change: (inout OdooRecords) -> Void) {
    state.withLock { state in
      change(&state.calls.records)
      if state.served.isEmpty { state.calls.isClean = false }
    }
  }

  func commit() { database.commit(state.withLock { $0.calls.records }) }

  /// Commits; false when another transaction was quicker, and all is rolled back.
  func commitUnlessOutdated() -> Bool { database.commit(state.withLock { $0.calls.records }, since: base) }

  /// Asks on `peer`; its reverse calls find the rows of this transaction.
  func call(_ peer: Peer, _ method: String, _ params: JSON) async throws(RPCError) -> JSON {
    state.withLock { state in
      state.lastID += 1
      state.open = state.lastID
    }
    defer { state.withLock { $0.open = nil } }
    return try await peer.call(method, params)
  }

  /// Serves what the sidecar asks; a failure that ends the attempt closes the peer, as the addon does.
  func incoming(_ peer: Peer, _ incoming: Peer.Incoming) {
    guard case .request(let id, let method, let params) = incoming else { return }
    do throws(ServedError) {
      peer.reply(id, try serve(method, params))
    } catch {
      peer.reply(id, error.rpc)
      if error == .attemptOver { peer.close() }
    }
  }

  private func serve(_ method: String, _ params: JSON) throws(ServedError) -> JSON {
    let answer: Result<JSON, ServedError> = state.withLock { state in
      state.served.append(method)
      do throws(ServedError) {
        return .success(try serve(method, params, &state))
      } catch {
        if error == .attemptOver { state.isOver = true }
        return .failure(error)
      }
    }
    return try answer.get()
  }

  private func serve(_ method: String, _ params: JSON, _ state: inout State) throws(ServedError) -> JSON {
    guard let open = state.open, params["call"] == .int(open) else {
      throw .noSuchCall("Call \(params["call"]?.text ?? "") is not open.")
    }
    if state.isOver || database.takeFailure(method) { throw .attemptOver }
    // A savepoint a call: what a refused call wrote is gone.
    var calls = state.calls
    let answer = try calls.serve(method, params)
    if database.isOutdated(calls.records, since: base) { throw .attemptOver }
    state.calls = calls
    return answer
  }
}
