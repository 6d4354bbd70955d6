package import Core
import Foundation
import GRDB

extension SQLiteStore {
  /// The copy has an epoch of its own: in a restored store the numbers of changes are given again to other changes.
  package func backup(to path: String, at now: Timestamp) async throws(Failure) {
    guard !FileManager.default.fileExists(atPath: path) else { throw Self.exists(path) }
    let source = ledger.writer
    try await Self.blocking {
      try SQLiteCopy.write(source, to: path) { db in
        try db.execute(
          sql: "UPDATE store SET epoch = lower(hex(randomblob(16))), backed_up_at = ?",
          arguments: [now.milliseconds]
        )
      }
    }
  }

  package func restoration() async throws(Failure) -> Restoration {
    try await ledger.read { db in
      let row = try Row.fetchOne(db, sql: "SELECT backed_up_at, reconciled_at FROM store")
      let moment = { (name: String) -> Timestamp? in (row?[name] as Int64?).map(Timestamp.init(milliseconds:)) }
      return Restoration(openSince: moment("backed_up_at"), reconciledAt: moment("reconciled_at"))
    }
  }

  package func reconciled(at now: Timestamp) async throws(Failure) {
    try await ledger.write { db in
      try db.execute(
        sql: "UPDATE store SET backed_up_at = NULL, reconciled_at = ?",
        arguments: [now.milliseconds]
      )
    }
  }

  /// Puts a backup in the place of the ledger of a stopped service; the former ledger is kept beside it.
  ///
  /// - Parameters:
  ///   - path: a file that `backup` wrote.
  ///   - directory: the state directory.
  ///   - now: names the file under which the former ledger is kept.
  /// - Returns: the path of the former ledger; nil when there was none.
  /// - Throws: `.configuration` `store.locked` while a service runs, `store.not_a_backup`.
  package static func restore(_ path: String, into directory: String, at now: Timestamp)
    async throws(Failure) -> String?
  {
    try await blocking {
      try StateDirectory.make(directory)
      let lock = try StateLock(directory: directory)
      defer { lock.release() }
      let backup = try DatabaseQueue(path: path)
      let takenAt = try Self.takenAt(backup)
      guard takenAt != nil else { throw Self.notABackup(path) }
      let kept = try Self.setAside(directory + "/ledger.db", at: now)
      try SQLiteCopy.write(backup, to: directory + "/ledger.db")
      return kept
    }
  }

  private static func takenAt(_ backup: DatabaseQueue) throws -> Int64? {
    try backup.read { db in
      guard try db.tableExists("store"), try db.columns(in: "store").contains(where: { $0.name == "backed_up_at" })
      else { return nil }
      return try Int64.fetchOne(db, sql: "SELECT backed_up_at FROM store")
    }
  }

  private static func setAside(_ ledger: String, at now: Timestamp) throws -> String? {
    guard FileManager.default.fileExists(atPath: ledger) else { return nil }
    let kept = "\(ledger).before-restore-\(now.milliseconds)"
    for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: ledger + suffix) {
      try StateDirectory.rename(ledger + suffix, to: kept + suffix)
    }
    return kept
  }

  private static func notABackup(_ path: String) -> Failure {
    Failure(
      .configuration,
      "store.not_a_backup",
      "The file \(path) was not written by `odoo-sidecar backup`.",
      hint: "A copied ledger.db cannot be restored: it would not know that newer documents may exist."
    )
  }
}
