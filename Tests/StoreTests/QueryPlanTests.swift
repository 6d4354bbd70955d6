import Core
import GRDB
import TestKit
import Testing

@testable import Storage

/// What is asked all the time must cost the same with a million entries as with ten.
@Suite("query plans")
struct QueryPlanTests {
  @Test("entries are found through an index", arguments: Self.queries)
  func entries(_ index: String, _ query: EntryQuery) async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    let (sql, arguments) = query.statement
    let plan = try await plan(store.ledger, sql, arguments)
    #expect(plan.contains { $0.contains(index) }, "\(plan)")
    #expect(!plan.contains { $0.hasPrefix("SCAN entries") }, "\(plan)")
  }

  @Test("due entries are not sorted before they are limited")
  func due() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    var query = EntryQuery(database: 1, states: [.pending, .sending])
    query.dueAt = StoreSample.now
    for connection in [nil, StoreSample.connection] {
      query.connection = connection
      let inner = query.statement.sql.split(separator: "FROM (")[1].split(separator: "LIMIT ?")[0] + "LIMIT 200"
      var values: StatementArguments = connection.map { [1, $0] } ?? [1]
      values += [StoreSample.now.milliseconds, 0]
      #expect(try await plan(store.ledger, String(inner), values).count == 1)
    }
  }

  @Test("newest revision, changes and steps are found through an index")
  func others() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    let newest = try await plan(store.ledger, SQLiteStore.newest, EntryRow.key(StoreSample.subject(1)))
    #expect(newest.count == 1)
    #expect(newest[0].hasPrefix("SEARCH entries USING INDEX entries_subject"))
    let arrived = try await plan(store.ledger, SQLiteStore.arrived, [1, "c", "tx-1"])
    #expect(arrived.count == 1)
    #expect(arrived[0].hasPrefix("SEARCH entries USING INDEX entries_arrival"))
    let changes = try await plan(store.ledger, SQLiteStore.changes, [1, 0, 200])
    #expect(changes.count == 1)
    #expect(changes[0].hasPrefix("SEARCH entries USING INDEX entries_seq"))
    let steps = try await plan(store.ledger, StepRow.select, [1])
    #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(steps)")
  }

  @Test("log lines are found through an index")
  func lines() async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    let queries = [LogQuery(), LogQuery(database: 1), LogQuery(entry: 1), LogQuery(database: 1, level: .dataIssue)]
    for query in queries {
      let (sql, arguments) = query.statement
      let plan = try await plan(store.lines, sql, arguments)
      #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH lines"), "\(plan)")
    }
  }

  private static let queries: [(String, EntryQuery)] = [
    ("entries_due", query { $0.dueAt = StoreSample.now }),
    ("entries_due", query { ($0.dueAt, $0.states) = (StoreSample.now, [.pending, .sending, .delivered]) }),
    ("entries_due", query { ($0.dueAt, $0.database) = (StoreSample.now, 1) }),
    ("entries_due_of_connection", query { ($0.dueAt, $0.connection) = (StoreSample.now, "c") }),
    ("entries_state", query { $0.states = [.sending] }),
    ("entries_state", query { ($0.states, $0.database) = ([.sending, .delivered], 1) }),
    ("entries_doubt", query { $0.inDoubt = true }),
    ("entries_cause", query { $0.cause = "c" }),
    ("entries_cause", query { ($0.database, $0.states, $0.cause) = (1, [.quarantined], "c") }),
    ("entries_connection", query { $0.connection = "c" }),
    ("entries_connection", query { ($0.connection, $0.flow) = ("c", "f") }),
    ("entries_record", query { ($0.database, $0.model, $0.record) = (1, "purchase.order", 42) }),
    ("entries_arriving", query { ($0.database, $0.states, $0.arriving) = (1, [.pending, .delivered], true) }),
    ("entries_report", query { ($0.connection, $0.report) = ("c", .due) }),
    ("entries_report", query { ($0.connection, $0.report, $0.states) = ("c", .due, [.settled]) }),
    ("entries_waiting", query { $0.waitsFor = 7 }),
    ("entries_waiting", query { ($0.waitsFor, $0.states) = (7, [.pending, .quarantined]) }),
    ("entries_about", query { ($0.connection, $0.about) = ("c", ["9001", "9002"]) }),
    ("PRIMARY KEY", query { $0.after = 1000 }),
  ]

  private static func query(_ narrow: (inout EntryQuery) -> Void) -> EntryQuery {
    var query = EntryQuery()
    narrow(&query)
    return query
  }

  private func plan(_ file: SQLiteFile, _ sql: String, _ arguments: StatementArguments) async throws -> [String] {
    try await file.read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { row in
        let detail: String = row["detail"]
        return detail
      }
    }
  }
}
