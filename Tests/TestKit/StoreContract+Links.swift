import Core
import Storage
import Testing

extension StoreContract {
  static let links: [StoreContract] = [
    StoreContract("a document that came in became one record: who says so later changes nothing") { store in
      let database = try await StoreSample.database(store)
      #expect(try await store.keep(link(database, .arrival, "bill-901@3f2a", 7)))
      #expect(try await store.keep(link(database, .arrival, "bill-901@3f2a", 8)) == false)
      #expect(try await all(store, database).map(\.record) == [7])
    },
    StoreContract("of one record the partner's id is what a flow brought last, with what it left unsaid") { store in
      let database = try await StoreSample.database(store)
      var brought = link(database, .delivery, "44", 7)
      (brought.status, brought.sentAt, brought.number) = ("OPEN", StoreSample.now, "V-44")
      #expect(try await store.keep(brought))
      #expect(try await store.keep(brought) == false)
      brought.status = nil
      brought.externalID = "45"
      #expect(try await store.keep(brought))
      let found = try await all(store, database)
      #expect(found.map(\.externalID) == ["45"])
      #expect(found.map(\.status) == ["OPEN"])
      #expect(found.map(\.sentAt) == [StoreSample.now])
    },
    StoreContract("several of the partner's ids are linked to one record by a person, each to one") { store in
      let database = try await StoreSample.database(store)
      for id in ["ea", "each", "EA"] { #expect(try await store.keep(link(database, .person, id, 7))) }
      #expect(try await store.keep(link(database, .person, "each", 7)) == false)
      #expect(try await store.keep(link(database, .person, "each", 9)))
      let found = try await all(store, database)
      #expect(found.map(\.externalID) == ["ea", "EA", "each"])
      #expect(found.map(\.record) == [7, 7, 9])
    },
    StoreContract("a person's choice takes the place of what a flow brought, and a flow adds to it") { store in
      let database = try await StoreSample.database(store)
      _ = try await store.keep(link(database, .delivery, "44", 7))
      _ = try await store.keep(link(database, .person, "44", 8))
      var brought = link(database, .delivery, "44", 8)
      brought.number = "V-44"
      #expect(try await store.keep(brought))
      let found = try await all(store, database)
      #expect(found.map(\.record) == [8])
      #expect(found.map(\.origin) == [.person])
      #expect(found.map(\.number) == ["V-44"])
    },
    StoreContract("a link that is removed leaves what came in by a document") { store in
      let database = try await StoreSample.database(store)
      _ = try await store.keep(link(database, .person, "44", 7))
      _ = try await store.keep(link(database, .arrival, "44", 7))
      let (connection, kind) = (StoreSample.connection, "procurify.vendor")
      func remove() async throws -> Int {
        try await store.removeLinks(database: database, connection: connection, kind: kind, externalID: "44")
      }
      #expect(try await remove() == 1)
      #expect(try await remove() == 0)
      #expect(try await all(store, database).map(\.origin) == [.arrival])
    },
    StoreContract("links are found by what they are about, page by page") { store in
      let database = try await StoreSample.database(store)
      for number in 1...1200 { _ = try await store.keep(link(database, .delivery, "\(number)", number)) }
      var query = LinkQuery(database: database, connection: StoreSample.connection, kind: "procurify.vendor")
      query.externalIDs = (1...1200).map(String.init) + ["no such id"]
      #expect(try await store.links(query).count == 1200)
      (query.externalIDs, query.records, query.model) = (nil, [3, 5000, 1], "res.partner")
      #expect(try await store.links(query).map(\.record) == [1, 3])
      query.model = "product.product"
      #expect(try await store.links(query).isEmpty)
      (query.model, query.records, query.limit) = (nil, nil, 2)
      let first = try await store.links(query)
      query.after = first[1].id
      #expect(try await store.links(query).map(\.record) == [3, 4])
      query.externalIDs = []
      #expect(try await store.links(query).isEmpty)
    },
  ]

  private static func link(_ database: Int64, _ origin: LinkRow.Origin, _ id: String, _ record: Int) -> LinkRow {
    LinkRow(
      database: database,
      connection: StoreSample.connection,
      kind: "procurify.vendor",
      externalID: id,
      origin: origin,
      model: "res.partner",
      record: record,
      at: StoreSample.now
    )
  }

  private static func all(_ store: any Store, _ database: Int64) async throws -> [LinkRow] {
    try await store.links(LinkQuery(database: database))
  }
}
