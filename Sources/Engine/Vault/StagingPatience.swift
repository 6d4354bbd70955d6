import Core
import Storage
import Synchronization

/// Since when this very process knows each staged row; the moments in the rows are of a clock that may jump.
package final class StagingPatience: Sendable {
  fileprivate struct Staging: Hashable {
    let database: Int64
    let key: String
    let revision: Int
    let savedAt: Timestamp
  }

  private let since = Mutex<[Staging: Timestamp]>([:])

  package init() {}

  /// - Parameters:
  ///   - rows: all that are staged; others are forgotten, new ones begin to wait.
  ///   - wait: how long one may wait.
  ///   - moment: of the steady clock.
  /// - Returns: the rows that have waited so long.
  func over(_ rows: [ConnectionRow], after wait: Duration, at moment: Timestamp) -> [ConnectionRow] {
    since.withLock { since in
      let before = since
      since = [:]
      for row in rows { since[Staging(row)] = before[Staging(row)] ?? moment }
      return rows.filter { row in since[Staging(row)].map { moment - $0 >= wait } ?? false }
    }
  }
}

extension StagingPatience.Staging {
  fileprivate init(_ row: ConnectionRow) {
    self.init(database: row.database, key: row.key, revision: row.revision, savedAt: row.savedAt)
  }
}
