import Core
import Storage
import Testing

extension StoreContract {
  static let log: [StoreContract] = [
    StoreContract("a line comes back with its exchange, and is listed without it") { store in
      let database = try await StoreSample.database(store)
      var line = exchange(database)
      try await store.log([line])
      let listed = try #require(try await store.logs(LogQuery(database: database)).first)
      let shown = try #require(try await store.logLine(listed.id))
      line.id = listed.id
      #expect(shown == line)
      (line.request, line.response) = (nil, nil)
      #expect(listed == line)
      #expect(try await store.logLine(listed.id + 1) == nil)
    },
    StoreContract("a line without exchange, database and document comes back as it was") { store in
      var line = StoreContract.line("started")
      try await store.log([line])
      line.id = try #require(try await store.logs(LogQuery()).first).id
      #expect(try await store.logLine(line.id) == line)
    },
    StoreContract("lines are listed oldest first, page after page, narrowed by every member") { store in
      let database = try await StoreSample.database(store)
      var issue = StoreContract.line("two", entry: 5)
      issue.level = .dataIssue
      try await store.log([StoreContract.line("one", database: database), issue, StoreContract.line("three")])
      try await store.log([])
      let all = try await store.logs(LogQuery())
      #expect(all.map(\.code) == ["one", "two", "three"])
      #expect(try await store.logs(LogQuery(after: all[0].id, limit: 1)).map(\.code) == ["two"])
      #expect(try await store.logs(LogQuery(database: database)).map(\.code) == ["one"])
      #expect(try await store.logs(LogQuery(entry: 5)).map(\.code) == ["two"])
      #expect(try await store.logs(LogQuery(level: .dataIssue)).map(\.code) == ["two"])
      #expect(try await store.logs(LogQuery(database: database, level: .dataIssue)).isEmpty)
    },
    StoreContract("trimming forgets what is too old, with its exchange") { store in
      let database = try await StoreSample.database(store)
      var young = exchange(database)
      young.at = StoreSample.now + .seconds(60)
      try await store.log([exchange(database), exchange(database), young])
      let trimmed = try await store.trimLog(before: young.at, maximumBytes: .max)
      #expect(trimmed == 2)
      #expect(try await store.logs(LogQuery()).map(\.at) == [young.at])
      #expect(try await store.trimLog(before: young.at, maximumBytes: .max) == 0)
    },
    StoreContract("trimming forgets the oldest lines until the rest fits") { store in
      let lines = (1...50).map { number in
        var line = exchange(1)
        line.code = "line-\(number)"
        line.request?.body = String(repeating: "x", count: 10_000)
        return line
      }
      try await store.log(lines)
      let trimmed = try await store.trimLog(before: StoreSample.now, maximumBytes: 105_000)
      #expect((40...41).contains(trimmed))
      #expect(try await store.logs(LogQuery()).first?.code == "line-\(trimmed + 1)")
    },
    StoreContract("the id of a forgotten line is never given again") { store in
      try await store.log([StoreContract.line("old")])
      let old = try #require(try await store.logs(LogQuery()).first)
      _ = try await store.trimLog(before: StoreSample.now + .seconds(1), maximumBytes: .max)
      try await store.log([StoreContract.line("new")])
      #expect(try #require(try await store.logs(LogQuery()).first).id > old.id)
    },
  ]

  private static func line(_ code: String, database: Int64? = nil, entry: Int64? = nil) -> LogRow {
    LogRow(
      level: .info,
      code: code,
      message: "Something was said.",
      at: StoreSample.now,
      correlation: "c-1",
      database: database,
      entry: entry
    )
  }

  private static func exchange(_ database: Int64) -> LogRow {
    var line = line("procuros.exchange", database: database, entry: 5)
    line.subject = StoreSample.subject(database)
    line.recordName = "P00042"
    line.method = "POST"
    line.url = "https://api.example.com/v2/transactions"
    line.page = "https://partner.example/portal/7"
    line.status = 201
    line.durationMilliseconds = 93
    line.request = ExchangeHalf(
      headers: [["content-type", "application/json"]],
      body: #"{"type":"ORDER"}"#,
      truncated: false
    )
    line.response = ExchangeHalf(headers: [], body: "Ä\u{0}", truncated: true)
    return line
  }
}
