import Core
import Dispatch
import GRDB
import Synchronization
import Testing

@testable import Storage

@Suite("group commit")
struct GroupCommitTests {
  @Test("operations that arrive while the writer is busy share one commit")
  func oneCommit() async throws {
    let file = try scratch()
    let commits = CommitCounter()
    file.writer.add(transactionObserver: commits)
    try await writeTogether(file, 64) { db, number in
      try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [number])
    }
    #expect(commits.count.withLock { $0 } == 1)
    #expect(try await numbers(file) == Array(0..<64))
  }

  @Test("an operation that throws takes back what it did and nothing else")
  func oneFails() async throws {
    let file = try scratch()
    let failures = try await writeTogether(file, 64) { db, number in
      try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [number])
      if number == 7 { throw Failure(.data, "seven", "Not seven.") }
    }
    #expect(failures.map(\.code) == ["seven"])
    #expect(try await numbers(file) == (0..<64).filter { $0 != 7 })
  }

  @Test("an operation that is too large for the disk does not take the others with it")
  func oneTooLarge() async throws {
    let file = try scratch()
    try await file.writer.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 20") }
    let failures = try await writeTogether(file, 8) { db, number in
      try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [number])
      if number == 5 { try db.execute(sql: "INSERT INTO blobs VALUES (zeroblob(1000000))") }
    }
    #expect(failures.map(\.code) == ["store.full"])
    #expect(try await numbers(file) == [0, 1, 2, 3, 4, 6, 7])
  }

  @Test("a transaction that is lost is repeated operation by operation")
  func lostTransaction() async throws {
    let file = try scratch()
    let failures = try await writeTogether(file, 8) { db, number in
      try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [number])
      if number == 3 { try db.execute(sql: "INSERT OR ROLLBACK INTO t VALUES (3)") }
    }
    #expect(failures.map(\.code) == ["store.failed"])
    #expect(try await numbers(file) == [0, 1, 2, 4, 5, 6, 7])
  }

  @Test("a write in a cancelled task is done, and so is a read")
  func cancelled() async throws {
    let file = try scratch()
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      group.cancelAll()
      group.addTask {
        try await file.write { db in try db.execute(sql: "INSERT INTO t VALUES (1)") }
        return try await file.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM t") ?? 0 }
      }
      return try await group.next()
    }
    #expect(count == 1)
  }

  @Test("a closed file refuses reads and writes")
  func closed() async throws {
    let file = try scratch()
    file.close()
    file.close()
    await #expect(throws: Failure.storeClosed) { try await file.write { _ in } }
    await #expect(throws: Failure.storeClosed) { try await file.read { _ in } }
  }

  @Test("an error of SQLite does not quote the statement or its values")
  func noValues() async throws {
    let file = try scratch()
    for sql in ["INSERT INTO missing VALUES (?)", "INSERT INTO t VALUES (json(?))", "SELECT 'confidential"] {
      await #expect {
        try await file.write { db in try db.execute(sql: sql, arguments: ["confidential"]) }
      } throws: { error in
        !String(reflecting: error).contains("confidential") && (error as? Failure)?.code == "store.failed"
      }
    }
  }

  private func scratch() throws -> SQLiteFile {
    let queue = try DatabaseQueue()
    try queue.write { db in try db.execute(sql: "CREATE TABLE t (n UNIQUE); CREATE TABLE blobs (b)") }
    return SQLiteFile(queue)
  }

  private func numbers(_ file: SQLiteFile) async throws -> [Int] {
    try await file.read { db in try Int.fetchAll(db, sql: "SELECT n FROM t ORDER BY n") }
  }

  /// Holds the writer until so many operations wait, and returns what failed.
  @discardableResult
  private func writeTogether(
    _ file: SQLiteFile,
    _ count: Int,
    _ body: @escaping @Sendable (Database, Int) throws -> Void
  ) async throws -> [Failure] {
    let gate = DispatchSemaphore(value: 0)
    file.writer.asyncWriteWithoutTransaction { _ in gate.wait() }
    return await withTaskGroup(of: Failure?.self) { group in
      for number in 0..<count {
        group.addTask {
          do throws(Failure) { try await file.write { db in try body(db, number) } } catch { return error }
          return nil
        }
      }
      while file.waitingCount < count { await Task.yield() }
      gate.signal()
      return await group.reduce(into: []) { if let failure = $1 { $0.append(failure) } }
    }
  }
}

private final class CommitCounter: TransactionObserver, Sendable {
  let count = Mutex(0)

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseDidCommit(_ db: Database) { count.withLock { $0 += 1 } }
  func databaseDidRollback(_ db: Database) {}
}
