import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.payment.pull", .timeLimit(.minutes(5)))
struct PaymentTests {
  @Test("a click books what was paid in the journal of its type, and says what was booked")
  func click() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "60.35"))
      world.books.pay(9001, PaymentsWorld.event(311, "39.65", "CASH"))
      let (_, booked) = try await world.click()
      #expect(world.payments == ["60.35 Bank 9001/310", "39.65 Cash 9001/311"])
      #expect(world.state(1) == "paid")
      #expect(booked.map(\.status) == [.received, .received])
      #expect(booked.flatMap(\.issues).isEmpty)
      let facts: JSON = [
        "amount": "60.35", "currency": "EUR", "invoice": "INV/1", "journal": "Bank", "payment": "PAY/1",
      ]
      #expect(booked.first?.entry?.context["facts"] == facts)
      let given = world.odoo.arguments(of: "_procountor_register_payment").first
      let expected: JSON = [
        "journal": 8, "amount": "60.35", "currency": "EUR", "date": "2026-03-12", "memo": "26013", "event": "9001/310",
      ]
      #expect(given == expected)
    }
  }

  @Test("fetched three times over and killed in between, each event is booked once")
  func threeTimes() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "40"))
      world.books.pay(9001, PaymentsWorld.event(311, "60"))
      world.books.pay(9002, PaymentsWorld.event(310, "30", "CASH"))
      try await world.schedule(kills: true)
      try await world.schedule(kills: true)
      world.books.pay(9003, PaymentsWorld.event(330))
      try await world.schedule(kills: true)
      try await world.schedule()
      #expect(
        world.payments.sorted() == [
          "100 Bank 9003/330", "30 Cash 9002/310", "40 Bank 9001/310", "60 Bank 9001/311",
        ]
      )
      #expect([1, 2, 3].map(world.state) == ["paid", "partial", "paid"])
    }
  }

  @Test("the scheduled action asks about all in one question, and in detail only about those that were paid")
  func questions() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9002, PaymentsWorld.event(310))
      try await world.schedule()
      let paths = world.books.urls.map { $0.replacing("https://procountor.example/api", with: "") }
      #expect(
        paths == [
          "/payments/paymentevents?invoiceId=9001,9002,9003&orderById=ASC&size=200",
          "/invoices/9002/paymentevents?orderById=ASC&size=200",
        ]
      )
    }
  }

  @Test("one invoice that spoils the question for all keeps none waiting")
  func spoiled() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310))
      world.books.pay(9002, PaymentsWorld.event(320))
      var refusal = Failure(.response, "procountor.rejected", "Procountor does not know invoice 9003.")
      refusal.status = 400
      world.books.failNext(refusal)
      try await world.schedule()
      #expect(world.payments.sorted() == ["100 Bank 9001/310", "100 Bank 9002/320"])
    }
  }

  @Test("what is paid in Odoo is not asked for any more")
  func notAsked() async throws {
    try await PaymentsWorld.with { world in
      for id in 1...3 { world.books.pay(9000 + id, PaymentsWorld.event(300 + id)) }
      try await world.schedule()
      let asked = world.books.urls.count
      try await world.schedule()
      #expect(world.payments.count == 3)
      #expect(world.books.urls.count == asked)
    }
  }

  @Test("only invoices sent from the start on and before the end are asked about")
  func sentDates() async throws {
    let limits: [String: JSON] = ["payments_from": "2026-03-02T08:00:00Z", "payments_to": "2026-03-03T08:00:00Z"]
    try await PaymentsWorld.with(limits) { world in
      try await world.schedule()
      #expect(world.books.urls.map { $0.contains("invoiceId=9002&") } == [true])
    }
  }

  @Test("without a bank or cash journal nobody is asked", arguments: ["bank_journal_id", "cash_journal_id"])
  func noJournal(_ setting: String) async throws {
    try await PaymentsWorld.with([setting: nil]) { world in
      await #expect {
        _ = try await world.click()
      } throws: {
        ($0 as? Failure)?.code == "setting.missing"
      }
      #expect(world.books.urls.isEmpty)
    }
  }

  @Test(
    "a type that is no money on an account is told once and never booked",
    arguments: ["INVOICE_TO_INVOICE", "CREDITLOSS", "CASHDISCOUNT", "SETOFF", "CORRECTION", "A_NEW_ONE"]
  )
  func manual(_ type: String) async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "100", type))
      let (_, told) = try await world.click()
      #expect(told.flatMap(\.issues).map(\.code) == ["procountor.payment.manual"])
      #expect(told.flatMap(\.issues).map(\.severity) == [.warning])
      let (_, again) = try await world.click()
      #expect(again.isEmpty)
      #expect(world.payments.isEmpty)
      #expect(world.state(1) == "not_paid")
    }
  }

  @Test("the types of each journal are settings")
  func types() async throws {
    try await PaymentsWorld.with(["bank_types": " SETOFF ,", "cash_types": "REFERENCEPAYMENT"]) { world in
      world.books.pay(9001, PaymentsWorld.event(310, "50"))
      world.books.pay(9001, PaymentsWorld.event(311, "50", "SETOFF"))
      _ = try await world.click()
      #expect(world.payments == ["50 Cash 9001/310", "50 Bank 9001/311"])
    }
  }

  @Test(
    "refunds and what is not settled in Procountor are no payments",
    arguments: [
      PaymentsWorld.event(310, "-100"), PaymentsWorld.event(310, "0"),
      PaymentsWorld.event(310, "100", "CASH", ["status": "PAYMENT_QUEUED"]),
      PaymentsWorld.event(310, "100", "CASH", ["status": "PAYMENT_TRANSACTION_REMOVED"]),
    ]
  )
  func nothing(_ event: JSON) async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, event)
      let (asked, booked) = try await world.click()
      #expect(asked.map(\.status) == [.fetched])
      #expect(booked.isEmpty)
    }
  }

  @Test("what was entered by hand in Procountor counts as well")
  func markedPaid() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "100", "ELSEWHERE", ["status": "MARKED_PAID"]))
      _ = try await world.click()
      #expect(world.payments == ["100 Bank 9001/310"])
    }
  }

  @Test("too much is booked whole, and the rest that stays with the customer is told")
  func overPayment() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "120.5"))
      let (_, booked) = try await world.click()
      #expect(world.payments == ["120.5 Bank 9001/310"])
      let issue = booked.flatMap(\.issues).first
      #expect(issue?.code == "procountor.payment.over")
      #expect(issue?.params["rest"] == "20.5")
      #expect(world.state(1) == "paid")
    }
  }

  @Test("a foreign invoice takes what was paid in its own currency")
  func foreign() async throws {
    try await PaymentsWorld.with { world in
      world.odoo.put(PaymentsWorld.invoice(1, currency: "USD"), "account.move")
      world.odoo.commit()
      world.books.pay(
        9001,
        PaymentsWorld.event(310, "92.5", "BANKSTATEMENT", ["paidAmount": 100, "paidCurrency": "USD"])
      )
      _ = try await world.click()
      #expect(world.payments == ["100 Bank 9001/310"])
    }
  }

  @Test("a payment in another currency than its invoice is held back, whichever of the two is the foreign one")
  func otherCurrency() async throws {
    try await PaymentsWorld.with { world in
      world.odoo.put(PaymentsWorld.invoice(2, currency: "USD"), "account.move")
      world.odoo.commit()
      let dollars: JSON = ["paidAmount": 100, "paidCurrency": "USD"]
      world.books.pay(9001, PaymentsWorld.event(310, "92.5", "BANKSTATEMENT", dollars))
      world.books.pay(9002, PaymentsWorld.event(311, "92.5", "BANKSTATEMENT"))
      world.books.pay(9003, PaymentsWorld.event(312))
      let (_, booked) = try await world.click([1, 2, 3])
      #expect(booked.map(\.status) == [.issues, .issues, .received])
      let codes = booked.flatMap(\.issues).map(\.code)
      #expect(codes == ["procountor.payment.currency", "procountor.payment.currency"])
      #expect(booked[0].issues.first?.record == 1)
      #expect(world.payments == ["100 Bank 9003/312"])
    }
  }

  @Test("an invoice that somebody marked as paid meanwhile gets no second payment")
  func paidMeanwhile() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310))
      let asked = try await world.world.runner.pull(world.world.request(PullPayments.flow, ids: [1]), odoo: world.odoo)
      try world.change(1, "payment_state", to: "paid")
      let arrival = try #require(asked.first?.arrivals.first)
      let booked = try await world.apply(arrival.entry, arrival.flow)
      #expect(booked.flatMap(\.issues).map(\.code) == ["procountor.payment.already_paid"])
      #expect(world.payments.isEmpty)
    }
  }

  @Test("an invoice that is no longer posted holds its payment back until it is")
  func notPosted() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310))
      try world.change(1, "state", to: "draft")
      let (_, held) = try await world.click()
      #expect(held.flatMap(\.issues).map(\.code) == ["procountor.payment.not_posted"])
      try world.change(1, "state", to: "posted")
      _ = try await world.click()
      #expect(world.payments == ["100 Bank 9001/310"])
    }
  }

  @Test("what Odoo refuses of one payment stops no other")
  func oneFails() async throws {
    try await PaymentsWorld.with { world in
      for id in 1...3 { world.books.pay(9000 + id, PaymentsWorld.event(300 + id)) }
      world.odoo.failNext(
        "_procountor_register_payment",
        Failure(.data, "odoo.user", "The journal Bank is locked.")
      )
      try await world.schedule()
      #expect(world.payments == ["100 Bank 9002/302", "100 Bank 9003/303"])
      let entries = try await world.world.store.entries(EntryQuery(database: world.world.database))
      #expect(entries.flatMap(\.issues).map(\.code) == ["arrival.refused"])
    }
  }

  @Test("an event that was removed or changed in Procountor later is told and stays booked")
  func removed() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310, "40"))
      world.books.pay(9001, PaymentsWorld.event(311, "10"))
      _ = try await world.click()
      world.books.withdraw(9001, 310)
      world.books.pay(9001, PaymentsWorld.event(311, "15"))
      let (asked, booked) = try await world.click()
      #expect(asked.flatMap(\.issues).map(\.code).sorted() == ["arrival.changed", "arrival.withdrawn"])
      #expect(booked.isEmpty)
      #expect(world.payments == ["40 Bank 9001/310", "10 Bank 9001/311"])
    }
  }

  @Test("an invoice that ends In Payment says which accounts lead to Paid, unless that is how it shall be")
  func inPayment() async throws {
    for shallBe in [false, true] {
      try await PaymentsWorld.with(["pay_in_payment": .bool(shallBe)]) { world in
        world.books.pay(9001, PaymentsWorld.event(310, "50"))
        world.odoo.onCall("_procountor_register_payment") { odoo, _, _ in
          odoo.put(PaymentsWorld.invoice(1).replacing("payment_state", with: "in_payment"), "account.move")
          let journal: JSON = ["id": 8, "display_name": "Bank"]
          odoo.put(["id": 1, "display_name": "PAY/1", "journal_id": journal], "account.payment")
          return 1
        }
        let (_, booked) = try await world.click()
        #expect(booked.flatMap(\.issues).map(\.code) == (shallBe ? [] : ["procountor.payment.in_payment"]))
      }
    }
  }

  @Test("the API key revoked in the middle of a fetch keeps what was booked and books the rest later, once")
  func revoked() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(9001, PaymentsWorld.event(310))
      _ = try await world.click([1])
      world.books.pay(9002, PaymentsWorld.event(320))
      world.books.failNext(Failure(.configuration, "token.refused", "Procountor refuses the API key."))
      await #expect {
        _ = try await world.click([2])
      } throws: {
        ($0 as? Failure)?.code == "token.refused"
      }
      _ = try await world.click([2])
      #expect(world.payments == ["100 Bank 9001/310", "100 Bank 9002/320"])
    }
  }

  @Test("events without an amount, day or currency that can be read are held back with each of them named")
  func unreadable() async throws {
    try await PaymentsWorld.with { world in
      world.books.pay(
        9001,
        PaymentsWorld.event(310, "much", "CASH", ["paymentDate": "yesterday", "currency": "euro"])
      )
      let (_, booked) = try await world.click()
      #expect(booked.map(\.status) == [.issues])
      let codes = booked.flatMap(\.issues).map(\.code)
      #expect(codes.prefix(3) == ["arrival.number", "arrival.currency", "arrival.date"])
      #expect(world.payments.isEmpty)
    }
  }
}
