import Core
import GRDB

/// The migrations of one file, oldest first.
///
/// They are SQL inside Swift files and not resources, so that an installed binary needs no bundle beside it. A
/// migration that has been released is never edited; the next one gets the next number.
struct Schema: Sendable {
  let name: String
  let migrations: [String]
  /// `INCREMENTAL` where rows come and go, so that freed space goes back to the disk.
  let autoVacuum: String

  static let ledger = Schema(
    name: "ledger",
    migrations: [ledger0001, ledger0002, ledger0003, ledger0004, ledger0005, ledger0006, ledger0007],
    autoVacuum: "NONE"
  )
  static let log = Schema(name: "log", migrations: [log0001, log0002, log0003], autoVacuum: "INCREMENTAL")

  /// Brings the file up to date; copies it first to `<path>.before-<number>` when it already holds a schema.
  ///
  /// - Throws: `.configuration` `store.newer_schema` when a newer release has written the file.
  func apply(to writer: any DatabaseWriter, path: String?) throws {
    let (applied, isNewer) = try writer.read { db in
      (try migrator.appliedIdentifiers(db).count, try migrator.hasBeenSuperseded(db))
    }
    guard !isNewer else { throw newerSchema }
    guard applied < migrations.count else { return }
    if let path, applied > 0 {
      try SQLiteCopy.write(writer, to: "\(path).before-\(Self.number(applied + 1))")
    }
    KillPoint.reach("store.migrating")
    try migrator.migrate(writer)
    KillPoint.reach("store.migrated")
  }

  private var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, sql) in migrations.enumerated() {
      migrator.registerMigration("\(Self.number(index + 1))_\(name)") { db in try db.execute(sql: sql) }
    }
    return migrator
  }

  private var newerSchema: Failure {
    Failure(
      .configuration,
      "store.newer_schema",
      "The file \(name).db was written by a newer release of Odoo Sidecar than this one.",
      hint: "Install that release again, or restore a backup made by this one."
    )
  }

  private static func number(_ version: Int) -> String {
    let digits = String(version)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
