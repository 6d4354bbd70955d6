import Core
import Storage
import Testing

extension StoreContract {
  static let schedules: [StoreContract] = [
    StoreContract("a schedule is changed by who knows its latest version, until the connection goes") { store in
      let database = try await StoreSample.database(store)
      var row = ScheduleRow(
        database: database,
        connection: StoreSample.connection,
        stream: "bills",
        cron: "0 6 * * *",
        zone: "Europe/Helsinki"
      )
      row = try #require(try await store.change(row))
      #expect(row.revision == 1)
      var late = row
      (row.isPaused, row.nextAt, row.lastAt, row.missed) = (true, StoreSample.now, StoreSample.now, 3)
      row = try #require(try await store.change(row))
      late.missed = 9
      #expect(try await store.change(late) == nil)
      late.revision = 0
      #expect(try await store.change(late) == nil)
      #expect(try await store.schedules(database: nil, connection: nil) == [row])
      #expect(try await store.schedules(database: database, connection: "another").isEmpty)
      try await store.removeConnection(database: database, key: StoreSample.connection)
      #expect(try await store.schedules(database: database, connection: nil).isEmpty)
    },
    StoreContract("a schedule that is removed does not come back with a change made meanwhile") { store in
      let database = try await StoreSample.database(store)
      let new = ScheduleRow(database: database, connection: "c", stream: "*", every: 900, zone: "UTC")
      let row = try #require(try await store.change(new))
      #expect(try await store.removeSchedule(database: database, connection: "c", stream: "*"))
      #expect(try await store.removeSchedule(database: database, connection: "c", stream: "*") == false)
      #expect(try await store.change(row) == nil)
    },
    StoreContract("a lease is one holder's until it is over or let go") { store in
      let now = StoreSample.now
      func take(_ holder: String, at seconds: Int64) async throws -> LeaseRow {
        let moment = now + .seconds(seconds)
        return try await store.takeLease("tick", holder: holder, now: moment, until: moment + .seconds(30))
      }
      #expect(try await take("a", at: 0).holder == "a")
      #expect(try await take("b", at: 29).holder == "a")
      let kept = try await take("a", at: 29)
      #expect(kept.takenAt == now)
      #expect(kept.until == now + .seconds(59))
      #expect(try await take("b", at: 59).holder == "b")
      try await store.endLease("tick", holder: "a")
      #expect(try await take("a", at: 60).holder == "b")
      try await store.endLease("tick", holder: "b")
      #expect(try await take("a", at: 61).holder == "a")
    },
    StoreContract("a lease from a clock that was put back an hour is no lease") { store in
      let now = StoreSample.now
      _ = try await store.takeLease("tick", holder: "a", now: now, until: now + .seconds(30))
      let back = now + .seconds(-3600)
      let taken = try await store.takeLease("tick", holder: "b", now: back, until: back + .seconds(30))
      #expect(taken.holder == "b")
    },
    StoreContract("the marks of a connection are listed, and one is taken back") { store in
      let database = try await StoreSample.database(store)
      for stream in ["vendors", "bills"] {
        let mark = MarkRow(database: database, connection: "c", stream: stream, value: "{}", at: StoreSample.now)
        try await store.keep(mark)
      }
      #expect(try await store.marks(database: database, connection: "c").map(\.stream) == ["bills", "vendors"])
      #expect(try await store.marks(database: database, connection: "d").isEmpty)
      #expect(try await store.removeMark(database: database, connection: "c", stream: "bills"))
      #expect(try await store.removeMark(database: database, connection: "c", stream: "bills") == false)
      #expect(try await store.marks(database: database, connection: nil).map(\.stream) == ["vendors"])
    },
  ]
}
