package import Core
import Storage
import Synchronization

/// Who works for databases over HTTP: of several services on one store only the one that holds the lease.
///
/// It is kept anew while work goes on. A service that ends lets it go; after one that was killed another one waits until
/// it is over. On SQLite, where one service has the state directory for itself, the next start ends it.
package final class Lease: Sendable {
  private static let name = "schedules"
  /// A service that is not heard of for so long has lost it.
  package static let length = Duration.seconds(60)

  private let environment: Environment
  private let holder = Correlation.new()
  private let held = Mutex<LeaseRow?>(nil)

  package init(_ environment: Environment) { self.environment = environment }

  /// Takes or keeps the lease.
  ///
  /// - Returns: whether this service may work now.
  package func keep() async throws(Failure) -> Bool {
    let now = environment.time.now()
    let row = try await environment.store.takeLease(Self.name, holder: holder, now: now, until: now + Self.length)
    held.withLock { $0 = row }
    return row.holder == holder
  }

  /// Lets it go, for whoever waits.
  package func end() async {
    // Nobody is harmed by one that stays: it is over in a minute.
    try? await environment.store.endLease(Self.name, holder: holder)
    held.withLock { $0 = nil }
  }

  /// Whether this service held it when it was last kept, and it is not over since.
  package var isHeld: Bool {
    guard let row = held.withLock({ $0 }) else { return false }
    return row.holder == holder && row.until > environment.time.now()
  }

  /// Until when somebody else holds it; nil when nobody does.
  package var heldElsewhereUntil: Timestamp? {
    guard let row = held.withLock({ $0 }), row.holder != holder else { return nil }
    return row.until
  }
}
