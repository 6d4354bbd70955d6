import Core
import Storage
import Testing

extension StoreContract {
  static let snapshots: [StoreContract] = [
    StoreContract("of what is fetched under one name the last is kept, until the connection goes") { store in
      let database = try await StoreSample.database(store)
      func found(_ name: String) async throws -> SnapshotRow? {
        try await store.snapshot(database: database, connection: StoreSample.connection, name: name)
      }
      #expect(try await found("settings") == nil)
      var row = SnapshotRow(
        database: database,
        connection: StoreSample.connection,
        name: "settings",
        fetchedAt: StoreSample.now,
        content: ["vat": [["percent": "25.5"]]]
      )
      try await store.keep(row)
      row.content = ["vat": []]
      row.fetchedAt = StoreSample.now + .seconds(1)
      try await store.keep(row)
      #expect(try await found("settings") == row)
      #expect(try await found("another") == nil)
      try await store.removeConnection(database: database, key: StoreSample.connection)
      #expect(try await found("settings") == nil)
    }
  ]
}
