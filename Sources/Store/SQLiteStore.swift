package import Core
import Dispatch
import Foundation
import GRDB

/// The store on SQLite: `ledger.db`, where every commit is on disk before its caller goes on, and `log.db`, where the
/// last second may be lost with the machine's power (not with the process).
package final class SQLiteStore: Store {
  package let epoch: String
  let ledger: SQLiteFile
  let lines: SQLiteFile
  private let lock: StateLock?

  private init(ledger: any DatabaseWriter, log: any DatabaseWriter, lock: StateLock?, now: Timestamp) throws {
    epoch = try ledger.write { db in
      try db.execute(
        sql: "UPDATE store SET created_at = ? WHERE created_at IS NULL",
        arguments: [now.milliseconds]
      )
      return try String.fetchOne(db, sql: "SELECT epoch FROM store") ?? ""
    }
    self.ledger = SQLiteFile(ledger)
    lines = SQLiteFile(log)
    self.lock = lock
  }

  /// Opens the store of a state directory, which is made when it is missing.
  ///
  /// - Parameters:
  ///   - directory: the state directory, for example `/var/lib/odoo-sidecar`.
  ///   - now: kept as the moment of creation in a new store.
  /// - Returns: the store, which holds the directory's lock until it is closed.
  /// - Throws: `.configuration`: `store.locked`, `store.newer_schema`, `store.full`, `store.readonly`, `store.corrupt`.
  package static func open(directory: String, now: Timestamp) async throws(Failure) -> SQLiteStore {
    try await blocking {
      try StateDirectory.make(directory)
      let lock = try StateLock(directory: directory)
      let ledger = try pool(directory + "/ledger.db", .ledger, synchronous: "FULL")
      // Whoever held one is gone: nobody else can work in this directory.
      try ledger.write { db in try db.execute(sql: "DELETE FROM leases") }
      return try SQLiteStore(
        ledger: ledger,
        log: try pool(directory + "/log.db", .log, synchronous: "NORMAL"),
        lock: lock,
        now: now
      )
    }
  }

  /// A store that is gone with the process, for tests.
  package static func inMemory(now: Timestamp) async throws(Failure) -> SQLiteStore {
    try await blocking {
      let ledger = try DatabaseQueue(configuration: configuration(.ledger))
      let log = try DatabaseQueue(configuration: configuration(.log))
      try Schema.ledger.apply(to: ledger, path: nil)
      try Schema.log.apply(to: log, path: nil)
      return try SQLiteStore(ledger: ledger, log: log, lock: nil, now: now)
    }
  }

  package func close() async {
    await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async { [ledger, lines, lock] in
        ledger.close()
        lines.close()
        lock?.release()
        caller.resume()
      }
    }
  }

  private static func pool(_ path: String, _ schema: Schema, synchronous: String) throws -> DatabasePool {
    try StateDirectory.touch(path)
    let pool = try DatabasePool(path: path, configuration: configuration(schema))
    try schema.apply(to: pool, path: path)
    // After opening, because GRDB sets NORMAL when it turns WAL on.
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = \(synchronous); PRAGMA journal_size_limit = 67108864")
    }
    return pool
  }

  private static func configuration(_ schema: Schema) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      // Temporary files would carry contents of documents out of the state directory.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA auto_vacuum = \(schema.autoVacuum)") }
    }
    return configuration
  }

  static func exists(_ path: String) -> Failure {
    Failure(
      .configuration,
      "store.backup_exists",
      "There is a file \(path) already.",
      hint: "Name another file, or move that one away."
    )
  }

  /// Runs what blocks away from the threads that all tasks share.
  static func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws(Failure) -> T {
    let result: Result<T, Failure> = await withCheckedContinuation { caller in
      DispatchQueue.global().async {
        caller.resume(returning: Result { try body() }.mapError { Failure(storing: $0) })
      }
    }
    return try result.get()
  }
}
