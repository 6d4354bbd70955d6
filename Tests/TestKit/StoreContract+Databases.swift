import Core
import Storage
import Testing

extension StoreContract {
  static let databases: [StoreContract] = [
    StoreContract("a database that is met again is the same row") { store in
      let first = try await store.database(StoreSample.identity, road: "addon", at: StoreSample.now)
      let again = try await store.database(StoreSample.identity, road: "addon", at: StoreSample.now + .seconds(9))
      #expect(first.row == again.row)
      #expect(again.row.firstSeen == StoreSample.now)
      #expect(try await store.databases() == [first.row])
    },
    StoreContract("unknown parts of an identity are the same unknown parts the next time") { store in
      let remote = DatabaseIdentity(uuid: "u", name: "https://example.com", oid: nil, systemIdentifier: nil)
      let first = try await store.database(remote, road: "http", at: StoreSample.now)
      let again = try await store.database(remote, road: "http", at: StoreSample.now)
      #expect(first.row == again.row)
      #expect(again.others.isEmpty)
    },
    StoreContract("a copy of a database is another row and names the first one") { store in
      let original = try await store.database(StoreSample.identity, road: "addon", at: StoreSample.now)
      let copy = try await store.database(moved, road: "addon", at: StoreSample.now)
      #expect(copy.row.id != original.row.id)
      #expect(copy.others == [original.row])
      #expect(original.others.isEmpty)
    },
    StoreContract("many callers that meet one new database get one row") { store in
      let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
        for _ in 0..<16 { group.addTask { try await StoreSample.database(store) } }
        return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
      }
      #expect(ids.count == 1)
    },
    StoreContract("adopting a moved database keeps its entries under the new identity") { store in
      let original = try await StoreSample.database(store)
      let entry = try #require(try await store.insert(StoreSample.entry(original), steps: []))
      let copy = try await store.database(moved, road: "addon", at: StoreSample.now).row.id
      try await store.log([line(copy)])
      try await store.adopt(moved, as: original)
      let known = try await store.database(moved, road: "addon", at: StoreSample.now)
      #expect(known.row.id == original)
      #expect(known.others.isEmpty)
      #expect(try await store.newest(StoreSample.subject(original))?.id == entry.id)
      #expect(try await store.logs(LogQuery(database: original)).count == 1)
    },
    StoreContract("a database with documents of its own is not adopted as another one") { store in
      let original = try await StoreSample.database(store)
      let copy = try await store.database(moved, road: "addon", at: StoreSample.now).row.id
      _ = try await store.insert(StoreSample.entry(copy), steps: [])
      await #expect { try await store.adopt(moved, as: original) } throws: { error in
        (error as? Failure)?.code == "store.identity_in_use"
      }
      #expect(try await store.databases().count == 2)
    },
    StoreContract("nothing is adopted as a database that is not there") { store in
      await #expect { try await store.adopt(moved, as: 99) } throws: { error in
        (error as? Failure)?.code == "store.unknown_database"
      }
    },
  ]

  private static let moved = DatabaseIdentity(
    uuid: StoreSample.identity.uuid,
    name: "staging",
    oid: 20_001,
    systemIdentifier: "7309999999999999999"
  )

  private static func line(_ database: Int64) -> LogRow {
    LogRow(level: .info, code: "hello", message: "Hello.", at: StoreSample.now, correlation: "c", database: database)
  }
}
