import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("payments that the partner has of sent invoices", .timeLimit(.minutes(5)))
struct PullTests {
  @Test("a click books what the partner has, each once, and says what was booked")
  func click() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310, amount: "60.35")
      world.books.pay("9001", 311, amount: "40.00")
      let (asked, booked) = try await world.click()
      #expect(asked.map(\.status) == [.fetched])
      #expect(asked[0].recordName == "INV/1")
      #expect(booked.map(\.status) == [.received, .received])
      #expect(booked.first?.entry?.context["facts"] == ["amount": "60.35", "payment": "PAY/1"])
      #expect(world.payments == ["60.35", "40.00"])
      let again = try await world.click()
      #expect(again.asked[0].arrivals.isEmpty)
      #expect(again.asked[0].issues.isEmpty)
      #expect(world.payments == ["60.35", "40.00"])
    }
  }

  @Test("several invoices are one question, and each gets an answer of its own")
  func several() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9002", 320)
      let (asked, _) = try await world.click([3, 1, 2])
      #expect(world.books.asked == [["9003", "9001", "9002"]])
      #expect(asked.map(\.record) == [3, 1, 2])
      #expect(asked.map(\.arrivals.count) == [0, 0, 1])
    }
  }

  @Test("an invoice that was never sent, and one that is gone, are refused; the others are asked about")
  func notSent() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      let (asked, booked) = try await world.click([4, 1, 99])
      #expect(asked.map(\.status) == [.refused, .fetched, .refused])
      #expect(asked.map { $0.issues.first?.code } == ["pull.not_sent", nil, "document.missing"])
      #expect(booked.count == 1)
    }
  }

  @Test("a missing journal is said before anybody is asked")
  func noJournal() async throws {
    try await BooksWorld.with(journal: nil) { world in
      await #expect(throws: Failure.self) { try await world.click() }
      #expect(world.books.asked.isEmpty)
      let state = try await world.poke(.pull)
      #expect(state.standing == .failed)
      #expect(state.failure?.code == "setting.missing")
      let alarms = try await Alarms(world.world.environment).open(database: world.world.database)
      #expect(alarms.map(\.code) == ["job.failed"])
    }
  }

  @Test("one payment that cannot be booked leaves nothing behind and stops no other")
  func held() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310, amount: "0")
      world.books.pay("9001", 311, amount: "40.00")
      let (_, booked) = try await world.click()
      #expect(booked.map(\.status) == [.issues, .received])
      #expect(booked[0].issues.map(\.code) == ["books.amount"])
      #expect(world.payments == ["40.00"])
    }
  }

  @Test("a payment that was held is tried again with the next click")
  func heldAgain() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310, amount: "0")
      _ = try await world.click()
      world.books.pay("9001", 310, amount: "12.00")
      let (_, booked) = try await world.click()
      #expect(booked.map(\.status) == [.received])
      #expect(world.payments == ["12.00"])
    }
  }

  @Test("what Odoo rolled back is booked with the next click, and only once")
  func rolledBack() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      let request = world.world.request(BooksConnector.payments, ids: [1])
      let asked = try await world.world.runner.pull(request, odoo: world.odoo)
      let arrival = try #require(asked.first?.arrivals.first)
      try await world.apply(arrival.entry, arrival.flow, commits: false)
      #expect(world.payments.isEmpty)
      let (_, booked) = try await world.click()
      #expect(booked.count == 1)
      _ = try await world.click()
      #expect(world.payments == ["100.00"])
    }
  }

  @Test("a payment that the partner withdrew is told and stays booked; one not booked yet is not booked any more")
  func withdrawn() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      world.books.pay("9001", 311, amount: "0")
      _ = try await world.click()
      world.books.withdraw("9001", 310)
      world.books.withdraw("9001", 311)
      let (asked, booked) = try await world.click()
      #expect(asked[0].issues.map(\.code) == ["arrival.withdrawn"])
      #expect(asked[0].issues.map(\.severity) == [.warning])
      #expect(booked.isEmpty)
      #expect(world.payments == ["100.00"])
      #expect(try await world.entry("payment-311").state == .dropped)
    }
  }

  @Test("a withdrawn payment that the partner lists again counts again")
  func listedAgain() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      world.books.pay("9001", 311, amount: "0")
      _ = try await world.click()
      for number in [310, 311] { world.books.withdraw("9001", number) }
      _ = try await world.click()
      world.books.pay("9001", 310)
      world.books.pay("9001", 311, amount: "0")
      let (asked, booked) = try await world.click()
      #expect(asked[0].issues.isEmpty)
      #expect(booked.map(\.status) == [.issues])
    }
  }

  @Test("a booked payment that the partner changed is told and left as it is")
  func changed() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      _ = try await world.click()
      world.books.pay("9001", 310, amount: "99.00")
      let (asked, _) = try await world.click()
      #expect(asked[0].issues.map(\.code) == ["arrival.changed"])
      #expect(world.payments == ["100.00"])
      world.books.pay("9001", 310)
      #expect(try await world.click().asked[0].issues.isEmpty)
    }
  }

  @Test("the scheduled job asks about every sent and unpaid invoice and books by itself")
  func scheduled() async throws {
    try await BooksWorld.with { world in
      world.books.pay("9001", 310)
      world.books.pay("9003", 330, amount: "5.00")
      world.odoo.put(["id": 2, "display_name": "INV/2", "payment_state": "paid"], "account.move")
      let state = try await world.poke(.pull, patience: .zero)
      #expect(state.standing == .waiting)
      try await world.tick()
      #expect(world.books.asked == [["9001", "9003"]])
      #expect(world.payments == ["100.00", "5.00"])
      let done = try #require(try await world.jobs.look(world.key(.pull)))
      #expect(done.standing == .done)
      #expect(done.counts == ["asked": 2, "fetched": 2])
      try await world.poke(.pull, patience: .zero)
      try await world.tick()
      #expect(world.payments.count == 2)
    }
  }

  @Test("many invoices are asked about page by page, and bad weather in between is waited out")
  func pages() async throws {
    try await BooksWorld.with { world in
      for id in 10..<130 {
        world.odoo.put(
          ["id": .int(id), "display_name": .string("INV/\(id)"), "payment_state": "not_paid"],
          "account.move"
        )
        world.odoo.link(BooksWorld.reference("account.move", id, BooksConnector.invoices, "9\(id)"))
      }
      world.books.pay("910", 1)
      world.books.pay("9129", 2)
      try await world.poke(.pull, patience: .zero)
      let lost = Failure(.transport, "http.connect", "The partner does not answer.")
      try await world.jobs.stumbled(world.key(.pull), lost)
      try await world.tick()
      #expect(world.books.asked.isEmpty)
      #expect(try await world.jobs.look(world.key(.pull))?.standing == .waiting)
      world.world.clock.advance(by: .seconds(30))
      try await world.tick()
      #expect(world.books.asked.map(\.count) == [49, 50, 24])
      #expect(world.payments.count == 2)
      let done = try #require(try await world.jobs.look(world.key(.pull)))
      #expect(done.standing == .done)
      #expect(done.failure == nil)
    }
  }

  @Test("asked for again a moment later, it asks again")
  func twice() async throws {
    try await BooksWorld.with { world in
      for _ in 1...2 {
        try await world.poke(.pull, patience: .zero)
        try await world.tick()
        world.world.clock.advance(by: .seconds(2))
      }
      #expect(world.books.asked.count == 2)
    }
  }

  @Test("a copied database asks nobody")
  func copy() async throws {
    try await BooksWorld.with { world in
      var request = world.world.request(BooksConnector.payments, ids: [1])
      request.readOnly = Issue("database.copy", "This looks like a copy of production.")
      let outcomes = try await world.world.runner.pull(request, odoo: world.odoo)
      #expect(outcomes.map(\.status) == [.refused])
      #expect(outcomes[0].model == "account.move")
      #expect(world.books.asked.isEmpty)
    }
  }
}
