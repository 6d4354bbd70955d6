package import Core
import Storage
import Synchronization

/// A piece of work that nobody clicked, small enough for one transaction of Odoo.
package struct Unit: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case settle, flow, probe, run
  }
  package var id: String
  package var kind: Kind
  package var flow: String
  package var connection: String
  package var company: Int
  package var model: String
  package var ids: [Int]
}

/// What the tick of a database has to do next.
package final class Schedule: Sendable {
  /// Documents in one unit.
  private static let unitSize = 20
  /// A delivery is settled by the click that made it; only one that is older than this is the tick's.
  private static let patience = Duration.seconds(30)
  /// A unit that did not succeed is offered again after this pause.
  private static let pause = Duration.seconds(300)

  private let environment: Environment
  private let offered = Mutex<[Int64: Timestamp]>([:])

  package init(_ environment: Environment) { self.environment = environment }

  package func nextUnit(database: Int64) async throws(Failure) -> Unit? {
    let now = environment.time.now()
    let entries = try await environment.store.entries(EntryQuery(database: database, states: [.delivered], limit: 500))
    let open = offered.withLock { offered in
      offered = offered.filter { now - $0.value < Self.pause }
      return entries.filter { now - $0.updatedAt >= Self.patience && offered[$0.id] == nil }
    }
    guard let first = open.first else { return nil }
    let alike = open.filter {
      $0.subject.connection == first.subject.connection && $0.subject.flow == first.subject.flow
    }
    .prefix(Self.unitSize)
    offered.withLock { offered in
      for entry in alike { offered[entry.id] = now }
    }
    return Unit(
      id: "settle-\(first.id)",
      kind: .settle,
      flow: first.subject.flow,
      connection: first.subject.connection,
      company: first.subject.company,
      model: first.subject.model,
      ids: alike.map(\.subject.record)
    )
  }
}
