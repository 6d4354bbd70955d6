import Core
import Foundation
import GRDB
import TestKit
import Testing

@testable import Storage

@Suite("state directory")
struct StateDirectoryTests {
  @Test("a reopened store has everything, and its epoch")
  func reopen() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let database = try await StoreSample.database(store)
      let entry = try #require(try await store.insert(StoreSample.entry(database), steps: [StoreSample.step()]))
      await store.close()
      let again = try await TemporaryStore.open(directory)
      #expect(again.epoch == store.epoch)
      #expect(try await again.entry(entry.id) == entry)
      #expect(try await again.steps(of: entry.id) == [StoreSample.step()])
      #expect(try #require(try await again.change(entry, steps: nil)).seq > entry.seq)
      await again.close()
    }
  }

  @Test("two new stores have two epochs")
  func epochs() async throws {
    let first = try await SQLiteStore.inMemory(now: StoreSample.now)
    let second = try await SQLiteStore.inMemory(now: StoreSample.now)
    #expect(first.epoch.count == 32)
    #expect(first.epoch != second.epoch)
  }

  @Test("a second service on the directory is refused with the pid of the first, until that has closed")
  func lock() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      await #expect { try await TemporaryStore.open(directory) } throws: { error in
        let failure = error as? Failure
        return failure?.code == "store.locked" && failure?.message.contains(" \(getpid()).") == true
      }
      await store.close()
      await (try TemporaryStore.open(directory)).close()
    }
  }

  @Test("a service that was killed leaves no lease behind: the next one works at once")
  func lease() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let (now, end) = (StoreSample.now, StoreSample.now + .seconds(60))
      _ = try await store.takeLease("schedules", holder: "killed", now: now, until: end)
      await store.close()
      let again = try await TemporaryStore.open(directory)
      let lease = try await again.takeLease("schedules", holder: "next", now: now, until: end)
      #expect(lease.holder == "next")
      await again.close()
    }
  }

  @Test("only the service's user can read the directory and its files")
  func modes() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      try await store.backup(to: directory + "/copy.db", at: Timestamp(milliseconds: 5))
      #expect(try mode(directory) == 0o700)
      let names = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(Set(names).isSuperset(of: ["ledger.db", "ledger.db-wal", "log.db", "log.db-wal", "lock", "copy.db"]))
      for name in names { #expect(try mode(directory + "/" + name) == 0o600, "\(name)") }
      await store.close()
    }
  }

  @Test("the ledger waits for the disk at each commit, the log does not")
  func synchronous() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      #expect(try await pragma(store.ledger, "synchronous") == 2)
      #expect(try await pragma(store.lines, "synchronous") == 1)
      #expect(try await pragma(store.lines, "auto_vacuum") == 2)
      await store.close()
    }
  }

  @Test("a file of a newer release is refused")
  func newer() async throws {
    try await TemporaryStore.with { directory in
      await (try TemporaryStore.open(directory)).close()
      let queue = try DatabaseQueue(path: directory + "/ledger.db")
      try await queue.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999_ledger')") }
      try queue.close()
      await expect("store.newer_schema") { _ = try await TemporaryStore.open(directory) }
      await expect("store.newer_schema") { _ = try await TemporaryStore.open(directory) }
    }
  }

  @Test("a migration copies the file first")
  func copyBeforeMigration() async throws {
    try await TemporaryStore.with { directory in
      await (try TemporaryStore.open(directory)).close()
      let path = directory + "/ledger.db"
      let migrations = Schema.ledger.migrations + ["CREATE TABLE pebbles (n)"]
      let next = Schema(name: "ledger", migrations: migrations, autoVacuum: "NONE")
      let pool = try DatabasePool(path: path)
      try next.apply(to: pool, path: path)
      try next.apply(to: pool, path: path)
      let copy = try DatabaseQueue(path: path + ".before-000\(migrations.count)")
      #expect(try await pool.read { db in try db.tableExists("pebbles") })
      #expect(try await copy.read { db in try !db.tableExists("pebbles") && db.tableExists("entries") })
      #expect(!FileManager.default.fileExists(atPath: path + ".before-0001"))
    }
  }

  @Test("a ledger of each earlier schema is opened with all it holds", arguments: 1..<Schema.ledger.migrations.count)
  func earlierSchema(_ number: Int) async throws {
    try await TemporaryStore.with { directory in
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let earlier = Array(Schema.ledger.migrations.prefix(number))
      let pool = try DatabasePool(path: directory + "/ledger.db")
      try Schema(name: "ledger", migrations: earlier, autoVacuum: "NONE").apply(to: pool, path: nil)
      try await pool.write { db in try db.execute(sql: Self.earlierRows) }
      try pool.close()
      let store = try await TemporaryStore.open(directory)
      let entry = try #require(try await store.entry(7))
      #expect(entry.recordName == "P00042")
      #expect(entry.state == .sending)
      #expect(entry.inDoubtSince == Timestamp(milliseconds: 4))
      let body = try await store.steps(of: 7).first?.body
      #expect(body == Array("{}".utf8))
      let counts = try await store.counts(database: 1)
      #expect(counts[.sending] == 1)
      let current = try await store.connection(database: 1, key: "k", staged: false)
      #expect(current?.revision == 6)
      #expect(try await store.promote(database: 1, key: "k", revision: 7), "staged as earlier releases do it")
      let promoted = try await store.connection(database: 1, key: "k", staged: false)
      #expect(promoted?.content == ["name": "later"])
      await store.close()
    }
  }

  private static let earlierRows = """
    INSERT INTO databases (id, uuid, name, road, first_seen) VALUES (1, 'u', 'live', 'addon', 1);
    INSERT INTO connections (database, key, staged, revision, saved_at, content, secrets)
      VALUES (1, 'k', 0, 6, 1, '{"name":"now"}', '{}'), (1, 'k', 1, 7, 2, '{"name":"later"}', '{}');
    INSERT INTO entries (id, seq, database, company, connection, flow, model, record, revision, record_name, state,
        in_doubt_since, lookups, hash, context, status, attempts, next_attempt_at, created_at, updated_at, correlation)
      VALUES (7, 3, 1, 1, 'k', 'procuros.order.send', 'purchase.order', 42, 1, 'P00042', 'sending',
        4, 1, 'h', 'null', 'in_doubt', 1, 9, 3, 4, 'c');
    INSERT INTO steps (id, entry, position, name, hash, repeat_rule, state)
      VALUES (1, 7, 0, 'transaction', 'h', 'lookup', 'open');
    INSERT INTO step_bodies (step, body) VALUES (1, X'7B7D');
    """

  @Test("a migration that fails leaves the file as it was")
  func failedMigration() async throws {
    try await TemporaryStore.with { directory in
      await (try TemporaryStore.open(directory)).close()
      let path = directory + "/ledger.db"
      let broken = "CREATE TABLE pebbles (n); INSERT INTO missing VALUES (1)"
      let next = Schema(name: "ledger", migrations: Schema.ledger.migrations + [broken], autoVacuum: "NONE")
      let pool = try DatabasePool(path: path)
      #expect(throws: DatabaseError.self) { try next.apply(to: pool, path: path) }
      #expect(try await pool.read { db in try !db.tableExists("pebbles") })
      try pool.close()
      await (try TemporaryStore.open(directory)).close()
    }
  }

  @Test("a backup is one whole file with an epoch of its own, and replaces nothing")
  func backup() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let entry = try #require(
        try await store.insert(StoreSample.entry(try await StoreSample.database(store)), steps: [])
      )
      try FileManager.default.createDirectory(atPath: directory + "/restored", withIntermediateDirectories: true)
      try await store.backup(to: directory + "/restored/ledger.db", at: Timestamp(milliseconds: 5))
      await expect("store.backup_exists") {
        try await store.backup(to: directory + "/ledger.db", at: Timestamp(milliseconds: 5))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory + "/restored") == ["ledger.db"])
      let restored = try await TemporaryStore.open(directory + "/restored")
      #expect(try await restored.entry(entry.id) == entry)
      #expect(restored.epoch != store.epoch)
      await restored.close()
      await store.close()
    }
  }

  @Test("a restored backup knows when it was taken until it is reconciled, and the former ledger is kept")
  func restore() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let entry = try #require(
        try await store.insert(StoreSample.entry(try await StoreSample.database(store)), steps: [])
      )
      let taken = Timestamp(milliseconds: 5)
      try await store.backup(to: directory + "/backup.db", at: taken)
      await expect("store.locked") {
        _ = try await SQLiteStore.restore(directory + "/backup.db", into: directory, at: taken)
      }
      await store.close()
      let kept = try await SQLiteStore.restore(directory + "/backup.db", into: directory, at: taken)
      #expect(FileManager.default.fileExists(atPath: kept ?? ""))
      let restored = try await TemporaryStore.open(directory)
      #expect(try await restored.entry(entry.id) == entry)
      #expect(try await restored.restoration() == Restoration(openSince: taken, reconciledAt: nil))
      try await restored.reconciled(at: Timestamp(milliseconds: 9))
      #expect(
        try await restored.restoration() == Restoration(openSince: nil, reconciledAt: Timestamp(milliseconds: 9))
      )
      await restored.close()
    }
  }

  @Test("a copied ledger that is no backup is not restored")
  func notABackup() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      await store.close()
      try FileManager.default.copyItem(atPath: directory + "/ledger.db", toPath: directory + "/copied.db")
      await expect("store.not_a_backup") {
        _ = try await SQLiteStore.restore(directory + "/copied.db", into: directory, at: Timestamp(milliseconds: 5))
      }
    }
  }

  private func mode(_ path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  private func pragma(_ file: SQLiteFile, _ name: String) async throws -> Int? {
    try await file.writer.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA \(name)") }
  }
}
