import Core
import Storage
import Testing

extension StoreContract {
  static let marks: [StoreContract] = [
    StoreContract("of one stream the last mark is kept, until the connection goes") { store in
      let database = try await StoreSample.database(store)
      func found(_ stream: String) async throws -> MarkRow? {
        try await store.mark(database: database, connection: StoreSample.connection, stream: stream)
      }
      #expect(try await found("inbox") == nil)
      var mark = MarkRow(
        database: database,
        connection: StoreSample.connection,
        stream: "inbox",
        value: "2026-03-05T10:00:00",
        at: StoreSample.now
      )
      try await store.keep(mark)
      (mark.value, mark.at) = ("2026-03-06T10:00:00", StoreSample.now + .seconds(60))
      try await store.keep(mark)
      #expect(try await found("inbox") == mark)
      #expect(try await found("another") == nil)
      try await store.removeConnection(database: database, key: StoreSample.connection)
      #expect(try await found("inbox") == nil)
    },
    StoreContract("documents that came in are found by what they are about") { store in
      let database = try await StoreSample.database(store)
      for (number, about) in [(1, "9001"), (2, "9002"), (3, "9001"), (4, nil)] as [(Int, String?)] {
        var entry = StoreSample.entry(database)
        (entry.subject.record, entry.subject.arrival, entry.about) = (0, "payment-\(number)", about)
        _ = try await store.insert(entry, steps: [])
      }
      var query = EntryQuery(database: database)
      query.connection = StoreSample.connection
      query.about = ["9001", "9003"]
      #expect(try await store.entries(query).map(\.subject.arrival) == ["payment-1", "payment-3"])
      query.after = try await store.entries(query)[0].id
      #expect(try await store.entries(query).map(\.about) == ["9001"])
    },
  ]
}
