import Core
import Foundation
import GRDB
import TestKit
import Testing

@testable import Storage

@Suite("a store in trouble")
struct StoreTroubleTests {
  @Test("a full disk is a failure with a code, and the store goes on when space returns")
  func full() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let database = try await StoreSample.database(store)
      try await run(store.ledger, "PRAGMA max_page_count = 60")
      let body = String(repeating: "x", count: 500_000)
      await expect("store.full") {
        _ = try await store.insert(StoreSample.entry(database), steps: [StoreSample.step(0, body: body)])
      }
      #expect(try await store.newest(StoreSample.subject(database)) == nil)
      try await run(store.ledger, "PRAGMA max_page_count = 1000000")
      let entry = try await store.insert(StoreSample.entry(database), steps: [StoreSample.step(0, body: body)])
      #expect(entry != nil)
      await store.close()
    }
  }

  @Test("a full disk for the log leaves the ledger working")
  func fullLog() async throws {
    try await TemporaryStore.with { directory in
      let store = try await TemporaryStore.open(directory)
      let database = try await StoreSample.database(store)
      try await run(store.lines, "PRAGMA max_page_count = 20")
      var line = LogRow(level: .info, code: "c", message: "m", at: StoreSample.now, correlation: "c")
      line.request = ExchangeHalf(headers: [], body: String(repeating: "x", count: 500_000), truncated: false)
      let lines = [line]
      await expect("store.full") { try await store.log(lines) }
      #expect(try await store.insert(StoreSample.entry(database), steps: []) != nil)
      await store.close()
    }
  }

  @Test("a store that cannot be written can still be read")
  func readOnly() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    let database = try await StoreSample.database(store)
    try await run(store.ledger, "PRAGMA query_only = 1")
    await expect("store.readonly") { _ = try await store.insert(StoreSample.entry(database), steps: []) }
    #expect(try await store.databases().count == 1)
  }

  @Test("a file that is no database is refused as damaged", arguments: ["ledger.db", "log.db"])
  func damagedFile(_ name: String) async throws {
    try await TemporaryStore.with { directory in
      await (try TemporaryStore.open(directory)).close()
      try Data(repeating: 65, count: 8192).write(to: URL(filePath: directory + "/" + name))
      await expect("store.corrupt") { _ = try await TemporaryStore.open(directory) }
    }
  }

  @Test(
    "a value that cannot be ours is a failure, never a crash",
    arguments: ["state = 'lost'", "context = '{'", "issues = '{}'", "failure = 'x'", "next_attempt_at = -1"]
  )
  func damagedValue(_ assignment: String) async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    let database = try await StoreSample.database(store)
    let entry = try #require(try await store.insert(StoreSample.entry(database), steps: []))
    try await run(store.ledger, "UPDATE entries SET \(assignment)")
    guard assignment.hasPrefix("next") else {
      return await expect("store.corrupt") { _ = try await store.entry(entry.id) }
    }
    #expect(try await store.entry(entry.id)?.nextAttemptAt == Timestamp(milliseconds: -1))
  }

  @Test("an entry of an unknown database is refused and quotes nothing of it")
  func unknownDatabase() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    await #expect { try await store.insert(StoreSample.entry(99), steps: []) } throws: { error in
      (error as? Failure)?.kind == .internal && !String(reflecting: error).contains("P00042")
    }
  }

  @Test("a closed store says so")
  func closed() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    await store.close()
    await expect("store.closed") { _ = try await store.databases() }
    await expect("store.closed") { _ = try await StoreSample.database(store) }
  }

  private func run(_ file: SQLiteFile, _ sql: String) async throws {
    try await file.writer.writeWithoutTransaction { db in try db.execute(sql: sql) }
  }
}

/// Expects a `Failure` of that code.
func expect(_ code: String, _ body: () async throws -> Void) async {
  await #expect {
    try await body()
  } throws: { error in
    (error as? Failure)?.code == code
  }
}
