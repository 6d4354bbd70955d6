import Core
import Storage
import Testing

extension StoreContract {
  static let odooConnections: [StoreContract] = [
    StoreContract("how to sign in to an Odoo over HTTP is kept once a database, and forgotten when asked") { store in
      let identity = DatabaseIdentity(uuid: "https://odoo.example", name: "shop", oid: nil, systemIdentifier: nil)
      let database = try await store.database(identity, road: "http", at: StoreSample.now).row.id
      #expect(try await store.odooConnection(database: database) == nil)
      var row = OdooConnectionRow(
        database: database,
        url: "https://odoo.example",
        name: "shop",
        login: "bot",
        dialect: "json2",
        version: "19.0+e",
        key: [0, 255, 7],
        checkedAt: StoreSample.now
      )
      try await store.keep(row)
      #expect(try await store.odooConnection(database: database) == row)
      row.keyExpires = StoreSample.now + .seconds(86_400)
      row.isExpiryGiven = true
      row.isDialectFixed = true
      row.uuid = "5f0c6f3e-7a52-4c2b-9a51-0e6b9a4b6c11"
      row.state = "odoo.key_refused"
      row.message = "Odoo does not take this key for this user."
      try await store.keep(row)
      #expect(try await store.odooConnections() == [row])
      var other = row
      (other.key, other.state) = ([7], "ok")
      #expect(try await store.note(other) == false)
      row.state = "ok"
      #expect(try await store.note(row))
      #expect(try await store.odooConnections() == [row])
      #expect(try await store.removeOdooConnection(database: database))
      #expect(try await store.removeOdooConnection(database: database) == false)
      #expect(try await store.note(row) == false)
      #expect(try await store.odooConnections() == [])
    }
  ]
}
