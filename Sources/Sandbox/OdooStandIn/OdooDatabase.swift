import Core
import Synchronization

/// The committed rows of one Odoo, and who it says it is.
///
/// Transactions see a snapshot (REPEATABLE READ, as Odoo's do): writing a row that another one has committed meanwhile
/// is a serialization failure.
package final class OdooDatabase: Sendable {
  /// What `session/hello` says of the database.
  package struct Identity: Sendable, Equatable {
    package var uuid: String
    package var name: String
    package var oid = 16_401
    package var systemIdentifier = "7301000000000000001"
    package var isNeutralized = false

    package init(uuid: String, name: String) {
      self.uuid = uuid
      self.name = name
    }

    var json: JSON {
      [
        "uuid": .string(uuid), "name": .string(name), "oid": .int(oid),
        "system_identifier": .string(systemIdentifier), "neutralized": .bool(isNeutralized),
      ]
    }
  }

  private struct State {
    var records: OdooRecords
    var lastTransaction = 0
    /// Committed revisions of connections by key.
    var revisions: [String: Int] = [:]
    /// Reverse calls of this method that still shall end in a serialization failure.
    var failures: [String: Int] = [:]
  }

  package let identity: Identity
  private let state: Mutex<State>

  package init(_ identity: Identity, _ records: OdooRecords) {
    self.identity = identity
    state = Mutex(State(records: records))
  }

  /// The committed rows.
  package var records: OdooRecords { state.withLock { $0.records } }

  /// Another user changes rows, in a transaction of their own.
  package func change(_ change: (inout OdooRecords) -> Void) {
    var copy = begin()
    change(&copy)
    commit(copy)
  }

  /// The next `times` reverse calls of this method (`odoo/call`) end their attempt, as a serialization failure does.
  package func failNext(_ method: String, times: Int = 1) {
    state.withLock { $0.failures[method] = times }
  }

  func begin() -> OdooRecords {
    state.withLock { state in
      state.lastTransaction += 1
      var copy = state.records
      copy.begin(state.lastTransaction)
      return copy
    }
  }

  func commit(_ copy: OdooRecords) {
    state.withLock { $0.records.take(copy.written, from: copy) }
  }

  /// Commits unless another transaction was quicker with one of the rows.
  func commit(_ copy: OdooRecords, since base: OdooRecords) -> Bool {
    state.withLock { state in
      guard !Self.isOutdated(copy, since: base, state.records) else { return false }
      state.records.take(copy.written, from: copy)
      return true
    }
  }

  /// Whether a row that `copy` wrote was committed by another transaction since `base` was taken.
  func isOutdated(_ copy: OdooRecords, since base: OdooRecords) -> Bool {
    state.withLock { Self.isOutdated(copy, since: base, $0.records) }
  }

  private static func isOutdated(_ copy: OdooRecords, since base: OdooRecords, _ now: OdooRecords) -> Bool {
    copy.written.contains { now.row($0.model, $0.id)?.writtenBy != base.row($0.model, $0.id)?.writtenBy }
      || copy.references.contains {
        base.references[$0.key] == nil && ![nil, $0.value].contains(now.references[$0.key])
      }
  }

  func takeFailure(_ method: String) -> Bool {
    state.withLock { state in
      guard let left = state.failures[method], left > 0 else { return false }
      state.failures[method] = left - 1
      return true
    }
  }

  var revisions: [String: Int] { state.withLock { $0.revisions } }

  func commit(_ connection: String, revision: Int?) { state.withLock { $0.revisions[connection] = revision } }
}
