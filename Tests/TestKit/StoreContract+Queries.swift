import Core
import Storage
import Testing

extension StoreContract {
  static let queries: [StoreContract] = [
    StoreContract("entries are listed by id, page after page") { store in
      let database = try await filled(store)
      let first = try await store.entries(EntryQuery(database: database, limit: 4))
      #expect(first.map(\.subject.record) == [1, 2, 3, 4])
      let last = try #require(first.last)
      let second = try await store.entries(EntryQuery(database: database, after: last.id, limit: 4))
      #expect(second.map(\.subject.record) == [5, 6, 7])
    },
    StoreContract("entries of several states are listed by id, page after page") { store in
      let database = try await filled(store)
      var query = EntryQuery(database: database, states: [.pending, .proposed, .settled], limit: 2)
      let first = try await store.entries(query)
      #expect(first.map(\.subject.record) == [1, 2])
      query.after = try #require(first.last).id
      #expect(try await store.entries(query).map(\.subject.record) == [5])
      query.states = []
      #expect(try await store.entries(query).isEmpty)
    },
    StoreContract("every member of a query narrows it") { store in
      let database = try await filled(store)
      #expect(try await records(store) { $0.database = database + 1 } == [])
      #expect(try await records(store) { $0.connection = "another" } == [])
      #expect(try await records(store) { $0.flow = "procuros.invoice.send" } == [])
      #expect(try await records(store) { $0.connection = StoreSample.connection } == [1, 2, 3, 4, 5, 6, 7])
      #expect(try await records(store) { ($0.database, $0.model, $0.record) = (database, "purchase.order", 3) } == [3])
      #expect(try await records(store) { $0.model = "sale.order" } == [])
      #expect(try await records(store) { $0.cause = "cause-6" } == [6])
      #expect(try await records(store) { $0.inDoubt = true } == [3])
      #expect(try await records(store) { $0.inDoubt = false } == [1, 2, 4, 5, 6, 7])
      #expect(try await records(store) { ($0.states, $0.cause) = ([.quarantined], "cause-5") } == [])
    },
    StoreContract("due entries come earliest first, and only those with a next attempt") { store in
      let database = try await StoreSample.database(store)
      for (record, seconds) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        var entry = StoreSample.entry(database, record: record)
        entry.nextAttemptAt = StoreSample.now + .seconds(seconds)
        _ = try await store.insert(entry, steps: [])
      }
      _ = try await store.insert(StoreSample.entry(database, record: 5), steps: [])
      let due = StoreSample.now + .seconds(30)
      #expect(try await records(store) { $0.dueAt = due } == [2, 3, 1])
      #expect(try await records(store) { ($0.dueAt, $0.limit) = (due, 2) } == [2, 3])
      #expect(try await records(store) { ($0.dueAt, $0.connection) = (due, StoreSample.connection) } == [2, 3, 1])
      #expect(try await records(store) { ($0.dueAt, $0.connection) = (due, "another") } == [])
      #expect(try await records(store) { ($0.dueAt, $0.states) = (due, [.sending, .delivered]) } == [])
      #expect(try await records(store) { ($0.dueAt, $0.states) = (due, [.pending, .sending]) } == [2, 3, 1])
    },
    StoreContract("entries that wait for another are found by it, whatever became of them") { store in
      let database = try await StoreSample.database(store)
      for (record, state) in [(1, EntryState.pending), (2, .quarantined), (3, .pending)] {
        var entry = StoreSample.entry(database, record: record)
        entry.state = state
        entry.waitsFor = record == 3 ? 8 : 7
        _ = try await store.insert(entry, steps: [])
      }
      _ = try await store.insert(StoreSample.entry(database, record: 4), steps: [])
      #expect(try await records(store) { $0.waitsFor = 7 } == [1, 2])
      #expect(try await records(store) { ($0.waitsFor, $0.states) = (7, [.quarantined]) } == [2])
      #expect(try await records(store) { $0.isWaiting = true } == [1, 2, 3])
      #expect(try await records(store) { $0.isWaiting = false } == [4])
      var freed = try #require(try await store.entries(EntryQuery(database: database)).first)
      freed.waitsFor = nil
      #expect(try await store.change(freed, steps: nil)?.waitsFor == nil)
      #expect(try await records(store) { $0.waitsFor = 7 } == [2])
    },
    StoreContract("settled and dropped entries are never due") { store in
      let database = try await StoreSample.database(store)
      for (record, state) in [(1, EntryState.settled), (2, .dropped), (3, .delivered)] {
        var entry = StoreSample.entry(database, record: record)
        entry.nextAttemptAt = StoreSample.now
        entry.state = state
        _ = try await store.insert(entry, steps: [])
      }
      #expect(try await records(store) { $0.dueAt = StoreSample.now } == [3])
      #expect(try await records(store) { ($0.dueAt, $0.states) = (StoreSample.now, [.settled]) } == [])
    },
    StoreContract("entries are counted by state through inserts and changes") { store in
      let database = try await filled(store)
      #expect(try await store.counts(database: database)[.quarantined] == 1)
      let query = EntryQuery(database: database, states: [.quarantined])
      var entry = try #require(try await store.entries(query).first)
      entry.state = .dropped
      _ = try #require(try await store.change(entry, steps: nil))
      let expected = Dictionary(uniqueKeysWithValues: EntryState.allCases.map { ($0, 1) })
        .merging([.quarantined: 0, .dropped: 2]) { $1 }.filter { $0.value > 0 }
      #expect(try await store.counts(database: database) == expected)
      #expect(try await store.counts(database: nil) == expected)
      #expect(try await store.counts(database: database + 1).isEmpty)
    },
    StoreContract("changes come by seq, each entry once, as it is now") { store in
      let database = try await filled(store)
      let all = try await store.changes(database: database, after: 0, limit: 100)
      #expect(all.map(\.subject.record) == [1, 2, 3, 4, 5, 6, 7])
      let last = try #require(all.last)
      #expect(try await store.changes(database: database, after: last.seq, limit: 100).isEmpty)
      let changed = try #require(try await store.change(all[2], steps: nil))
      #expect(try await store.changes(database: database, after: last.seq, limit: 100) == [changed])
      let page = try await store.changes(database: database, after: all[1].seq, limit: 2)
      #expect(page.map(\.subject.record) == [4, 5])
      #expect(try await store.changes(database: database + 1, after: 0, limit: 100).isEmpty)
    },
  ]

  /// Records 1 to 7, one in each state; 3 (`sending`) is in doubt.
  private static func filled(_ store: any Store) async throws(Failure) -> Int64 {
    let database = try await StoreSample.database(store)
    for (index, state) in EntryState.allCases.enumerated() {
      var entry = StoreSample.entry(database, record: index + 1)
      entry.state = state
      entry.inDoubtSince = state == .sending ? StoreSample.now : nil
      entry.cause = "cause-\(index + 1)"
      _ = try await store.insert(entry, steps: [])
    }
    return database
  }

  private static func records(
    _ store: any Store,
    _ narrow: (inout EntryQuery) -> Void
  ) async throws(Failure) -> [Int] {
    var query = EntryQuery()
    narrow(&query)
    return try await store.entries(query).map(\.subject.record)
  }
}
