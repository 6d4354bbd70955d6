import Core
import Storage
import Testing

extension StoreContract {
  static let connections: [StoreContract] = [
    StoreContract("a staged connection is seen only by who asks for it") { store in
      let staged = row(try await StoreSample.database(store), revision: 1)
      try await store.stage(staged)
      #expect(try await read(store, staged) == nil)
      #expect(try await read(store, staged, staged: true) == staged)
      #expect(try await store.connections(database: staged.database).isEmpty)
    },
    StoreContract("promoting makes the staged revision current") { store in
      var connection = row(try await StoreSample.database(store), revision: 1)
      try await store.stage(connection)
      #expect(try await promote(store, connection))
      connection.staged = false
      #expect(try await read(store, connection) == connection)
      #expect(try await read(store, connection, staged: true) == connection)
      #expect(try await store.connections(database: nil) == [connection])
    },
    StoreContract("promoting another revision than the staged one does nothing") { store in
      var connection = row(try await StoreSample.database(store), revision: 2)
      try await store.stage(connection)
      connection.revision = 1
      #expect(try await promote(store, connection) == false)
      #expect(try await read(store, connection) == nil)
    },
    StoreContract("staging again leaves the current row and what was staged before, until it is confirmed") { store in
      let database = try await StoreSample.database(store)
      try await store.stage(row(database, revision: 1))
      _ = try await promote(store, row(database, revision: 1))
      try await store.stage(row(database, revision: 2))
      try await store.stage(row(database, revision: 3))
      #expect(try await read(store, row(database, revision: 3))?.revision == 1)
      #expect(try await read(store, row(database, revision: 3), staged: true)?.revision == 3)
      #expect(try await store.staged(database: database, key: StoreSample.connection).map(\.revision) == [2, 3])
      #expect(try await promote(store, row(database, revision: 2)))
      #expect(try await store.staged(database: nil, key: nil).map(\.revision) == [3])
      #expect(try await read(store, row(database, revision: 3))?.revision == 2)
    },
    StoreContract("confirming a revision drops the older ones that were staged") { store in
      let database = try await StoreSample.database(store)
      for revision in 1...3 { try await store.stage(row(database, revision: revision)) }
      #expect(try await promote(store, row(database, revision: 3)))
      #expect(try await store.staged(database: nil, key: nil).isEmpty)
      #expect(try await promote(store, row(database, revision: 2)) == false)
    },
    StoreContract("staging a revision again replaces it") { store in
      let database = try await StoreSample.database(store)
      try await store.stage(row(database, revision: 2))
      var again = row(database, revision: 2)
      again.content = ["connector": "procuros", "name": "Other"]
      try await store.stage(again)
      #expect(try await store.staged(database: nil, key: nil) == [again])
    },
    StoreContract("staged rows that nobody confirmed are dropped, current ones stay") { store in
      let database = try await StoreSample.database(store)
      try await store.stage(row(database, revision: 1))
      _ = try await promote(store, row(database, revision: 1))
      try await store.stage(row(database, revision: 2))
      var replaced = row(database, revision: 2)
      replaced.savedAt = StoreSample.now + .seconds(-1)
      #expect(try await store.dropStaged(replaced) == false)
      #expect(try await store.dropStaged(row(database, revision: 1)) == false)
      #expect(try await store.dropStaged(row(database, revision: 2)))
      #expect(try await read(store, row(database, revision: 1), staged: true)?.revision == 1)
    },
    StoreContract("a removed connection is gone, staged and current") { store in
      let database = try await StoreSample.database(store)
      try await store.stage(row(database, revision: 1))
      _ = try await promote(store, row(database, revision: 1))
      try await store.stage(row(database, revision: 2))
      try await store.removeConnection(database: database, key: StoreSample.connection)
      #expect(try await read(store, row(database, revision: 1), staged: true) == nil)
      #expect(try await store.connections(database: nil).isEmpty)
    },
  ]

  private static func row(_ database: Int64, revision: Int) -> ConnectionRow {
    ConnectionRow(
      database: database,
      key: StoreSample.connection,
      revision: revision,
      staged: true,
      savedAt: StoreSample.now,
      content: .object(JSONObject([("connector", .string("procuros")), ("name", .string("Procuros"))])),
      secrets: ["api_token": [0, 255, 17], "password": []]
    )
  }

  private static func read(
    _ store: any Store,
    _ row: ConnectionRow,
    staged: Bool = false
  ) async throws(Failure) -> ConnectionRow? {
    try await store.connection(database: row.database, key: row.key, staged: staged)
  }

  private static func promote(_ store: any Store, _ row: ConnectionRow) async throws(Failure) -> Bool {
    try await store.promote(database: row.database, key: row.key, revision: row.revision)
  }
}
