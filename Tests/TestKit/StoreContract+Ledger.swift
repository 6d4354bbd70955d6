import Core
import Storage
import Testing

extension StoreContract {
  static let ledger: [StoreContract] = [
    StoreContract("an entry comes back as it was written, member by member") { store in
      let entry = StoreSample.filled(StoreSample.entry(try await StoreSample.database(store)))
      let added = try #require(try await store.insert(entry, steps: []))
      #expect(try await store.entry(added.id) == added)
      var expected = entry
      (expected.id, expected.seq) = (added.id, added.seq)
      #expect(added == expected)
    },
    StoreContract("entries of one commit get their ids in the order given; the one that is there already is left out") {
      store in
      let database = try await StoreSample.database(store)
      _ = try await store.insert(StoreSample.entry(database, record: 50), steps: [])
      let records = [61, 59, 50, 60, 59]
      let added = try await store.insert(
        records.map { (StoreSample.entry(database, record: $0), StoreSample.step()) }
      )
      #expect(added.map { $0?.subject.record } == [61, 59, nil, 60, nil])
      let ids = added.compactMap { $0?.id }
      #expect(ids == ids.sorted())
      #expect(try await store.entries(EntryQuery(database: database)).map(\.subject.record) == [50, 61, 59, 60])
      #expect(try await store.steps(of: try #require(ids.first)).count == 1)
    },
    StoreContract("a second entry of the same subject and revision is refused") { store in
      let database = try await StoreSample.database(store)
      let first = try #require(try await store.insert(StoreSample.entry(database), steps: [StoreSample.step()]))
      #expect(try await store.insert(StoreSample.entry(database), steps: []) == nil)
      #expect(try await store.steps(of: first.id).count == 1)
    },
    StoreContract("of many callers that insert one document exactly one succeeds") { store in
      let database = try await StoreSample.database(store)
      let added = try await withThrowingTaskGroup(of: Entry?.self) { group in
        for _ in 0..<16 { group.addTask { try await store.insert(StoreSample.entry(database), steps: []) } }
        return try await group.reduce(into: 0) { if $1 != nil { $0 += 1 } }
      }
      #expect(added == 1)
    },
    StoreContract("the newest entry of a subject is the one of its highest revision") { store in
      let database = try await StoreSample.database(store)
      for revision in [1, 3, 2] {
        _ = try await store.insert(StoreSample.entry(database, revision: revision), steps: [])
      }
      _ = try await store.insert(StoreSample.entry(database, record: 43, revision: 9), steps: [])
      #expect(try await store.newest(StoreSample.subject(database))?.revision == 3)
      #expect(try await store.newest(StoreSample.subject(database, record: 44)) == nil)
    },
    StoreContract("a document that came in is kept once by the partner's id, and takes the record it became") { store in
      let database = try await StoreSample.database(store)
      var entry = StoreSample.entry(database)
      (entry.subject.record, entry.subject.arrival, entry.report) = (0, "tx-1", .due)
      var added = try #require(try await store.insert(entry, steps: [StoreSample.step()]))
      #expect(try await store.insert(entry, steps: []) == nil)
      var second = entry
      second.subject.arrival = "tx-2"
      #expect(try await store.insert(second, steps: []) != nil)
      added.subject.record = 42
      _ = try #require(try await store.change(added, steps: nil))
      let found = try await store.newest(entry.subject)
      #expect(found?.subject.record == 42)
      #expect(found?.report == .due)
      // A document that goes out of the same record is another one.
      #expect(try await store.newest(StoreSample.subject(database)) == nil)
      #expect(try await store.insert(StoreSample.entry(database), steps: []) != nil)
    },
    StoreContract("a job is kept in place of the former one, and found while it is open") { store in
      let database = try await StoreSample.database(store)
      var job = JobRow(database: database, connection: "c", name: "incoming", askedAt: StoreSample.now)
      try await store.keep(job)
      #expect(try await store.openJobs(database: database) == [job])
      #expect(try await store.openJobs(database: nil) == [job])
      job.endedAt = StoreSample.now + .seconds(3)
      job.content = ["fetched": 3]
      try await store.keep(job)
      #expect(try await store.openJobs(database: nil).isEmpty)
      #expect(try await store.job(database: database, connection: "c", name: "incoming") == job)
      #expect(try await store.job(database: database, connection: "c", name: "mark") == nil)
    },
    StoreContract("documents that came in, and those to report, are found") { store in
      let database = try await StoreSample.database(store)
      _ = try await store.insert(StoreSample.entry(database), steps: [])
      for number in 1...3 {
        var entry = StoreSample.entry(database)
        (entry.subject.record, entry.subject.arrival) = (0, "tx-\(number)")
        (entry.state, entry.report) = number == 3 ? (.quarantined, .due) : (.pending, nil)
        _ = try await store.insert(entry, steps: [])
      }
      var query = EntryQuery(database: database, states: [.pending, .delivered])
      query.arriving = true
      #expect(try await store.entries(query).map(\.subject.arrival) == ["tx-1", "tx-2"])
      query.arriving = false
      #expect(try await store.entries(query).map(\.subject.arrival) == [nil])
      var due = EntryQuery(database: database)
      (due.connection, due.report) = (StoreSample.connection, .due)
      #expect(try await store.entries(due).map(\.subject.arrival) == ["tx-3"])
    },
    StoreContract("a change is kept and gets a higher seq") { store in
      let entry = try await inserted(store)
      let changed = try #require(try await store.change(StoreSample.filled(entry), steps: nil))
      #expect(changed.seq > entry.seq)
      #expect(try await store.entry(entry.id) == changed)
    },
    StoreContract("a change from old data is refused and changes nothing") { store in
      let entry = try await inserted(store)
      var other = entry
      other.state = .sending
      let moved = try #require(try await store.change(other, steps: nil))
      #expect(try await store.change(StoreSample.filled(entry), steps: [StoreSample.step(5)]) == nil)
      #expect(try await store.entry(entry.id) == moved)
      #expect(try await store.steps(of: entry.id).map(\.index) == [0, 1])
    },
    StoreContract("of many changes from the same data exactly one succeeds") { store in
      let entry = try await inserted(store)
      let changed = try await withThrowingTaskGroup(of: Entry?.self) { group in
        for _ in 0..<16 { group.addTask { try await store.change(entry, steps: nil) } }
        return try await group.reduce(into: 0) { if $1 != nil { $0 += 1 } }
      }
      #expect(changed == 1)
    },
    StoreContract("a change of an entry that is not there is refused") { store in
      var entry = StoreSample.entry(try await StoreSample.database(store))
      entry.id = 99
      #expect(try await store.change(entry, steps: []) == nil)
    },
    StoreContract("seq grows over all entries, whatever their database") { store in
      let other = DatabaseIdentity(uuid: "other", name: "other", oid: 1, systemIdentifier: nil)
      let second = try await store.database(other, road: "addon", at: StoreSample.now).row.id
      let first = try await inserted(store)
      let added = try #require(try await store.insert(StoreSample.entry(second), steps: []))
      let changed = try #require(try await store.change(first, steps: nil))
      #expect(first.seq < added.seq)
      #expect(added.seq < changed.seq)
    },
    StoreContract("steps come back by index, with the exact bytes") { store in
      let entry = try await inserted(store)
      var last = StoreSample.step(1, body: "")
      last.body = [0, 255, 10, 13]
      last.state = .done
      last.result = .object(JSONObject([("id", .string("tx-1"))]))
      var none = StoreSample.step(2)
      none.result = .null
      let steps = [none, last, StoreSample.step(0)]
      _ = try #require(try await store.change(entry, steps: steps))
      #expect(try await store.steps(of: entry.id) == [StoreSample.step(0), last, none])
    },
    StoreContract("given steps replace all steps of the entry, and only of it") { store in
      let entry = try await inserted(store)
      let other = try await inserted(store, record: 43)
      let changed = try #require(try await store.change(entry, steps: [StoreSample.step(1, body: "new")]))
      #expect(try await store.steps(of: entry.id) == [StoreSample.step(1, body: "new")])
      #expect(try await store.steps(of: other.id).count == 2)
      _ = try #require(try await store.change(changed, steps: nil))
      #expect(try await store.steps(of: entry.id).count == 1)
    },
    StoreContract("a new body replaces the old one even under the same hash") { store in
      let entry = try await inserted(store)
      var step = StoreSample.step()
      step.body = Array("other bytes".utf8)
      _ = try #require(try await store.change(entry, steps: [step]))
      #expect(try await store.steps(of: entry.id) == [step])
    },
  ]

  /// A new entry with two steps.
  static func inserted(_ store: any Store, record: Int = 42) async throws -> Entry {
    let entry = StoreSample.entry(try await StoreSample.database(store), record: record)
    return try #require(try await store.insert(entry, steps: [StoreSample.step(0), StoreSample.step(1)]))
  }
}
