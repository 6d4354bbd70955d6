import Core
import Engine
import Foundation
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.invoice.send: the click", .timeLimit(.minutes(5)))
struct SendInvoiceTests {
  @Test("an invoice is sent once; its id, number and status stand in Odoo")
  func sent() async throws {
    try await ProcountorWorld.with { world in
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues == [])
      let reference = try #require(world.reference)
      #expect(reference.externalID == "9001")
      #expect(reference.number == "1001")
      #expect(reference.status == "UNFINISHED")
      #expect(reference.sentAt != nil)
      #expect(world.partner.calls == ["GET /invoices", "POST /invoices"])
      let invoice = try #require(world.partner.all(.invoices).first)
      #expect(invoice["originalInvoiceNumber"] == "INV/2026/00042")
    }
  }

  @Test("a second click sends nothing, and after a rollback writes the id again")
  func secondClick() async throws {
    try await ProcountorWorld.with { world in
      try await world.click()
      world.world.odoo.rollBack()
      #expect(world.reference == nil)
      let again = try await world.click()
      #expect(again.status == .alreadySent)
      #expect(world.reference?.externalID == "9001")
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("an invoice that was changed since is not sent again, and says so")
  func changed() async throws {
    try await ProcountorWorld.with { world in
      try await world.click()
      try world.put("plain", changes: [("ref", "PO 4712")])
      let again = try await world.click()
      #expect(again.status == .alreadySent)
      #expect(again.changed)
      #expect(world.partner.all(.invoices).count == 1)
    }
  }

  @Test("a credit note arrives with negative quantities and the totals that Odoo has, below zero")
  func creditNote() async throws {
    try await ProcountorWorld.with { world in
      try world.put("credit-note")
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues == [])
      let invoice = try #require(world.partner.all(.invoices).first)
      #expect(invoice["invoiceSumInfo"]?.arrayValue?.first?["invoiceSumTotal"] == .number(Decimal(-119_225) / 100))
    }
  }

  @Test("totals that differ by more than a cent are a warning on a sent invoice")
  func totals() async throws {
    try await ProcountorWorld.with { world in
      let answer: JSON = [
        "id": 7, "invoiceNumber": 17, "status": "UNFINISHED",
        "invoiceSumInfo": [
          ["currency": "EUR", "excludingVatTotal": 1010, "vatSumTotal": 250, "invoiceSumTotal": 1260]
        ],
      ]
      world.partner.next(.post, "/invoices", .answer(200, answer))
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues.map(\.code) == ["procountor.invoice.sum_differs"])
      #expect(outcome.issues.first?.severity == .warning)
      #expect(outcome.issues.first?.message.contains("1010 + 250 = 1260 EUR") == true)
      #expect(world.reference?.externalID == "7")
    }
  }

  @Test("in a currency without cents, the cents that Procountor adds are no difference")
  func totalsWithoutCents() async throws {
    try await ProcountorWorld.with { world in
      try world.put("currency-without-cents")
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues == [])
      let sums = world.partner.all(.invoices).first?["invoiceSumInfo"]?.arrayValue?.first
      #expect(sums?["vatSumTotal"] == .number(Decimal(314_798) / 100))
    }
  }

  @Test("what Procountor refuses is shown field by field, and unchanged not sent again")
  func refused() async throws {
    try await ProcountorWorld.with { world in
      let words: JSON = ["errors": [["field": "paymentInfo.dueDate", "message": "DUE_DATE_BEFORE_BILL_DATE"]]]
      world.partner.next(.post, "/invoices", .answer(400, words))
      let outcome = try await world.click()
      #expect(outcome.status == .rejected)
      #expect(outcome.issues.map(\.path) == ["paymentInfo.dueDate"])
      let status1 = try await world.click().status
      #expect(status1 == .rejected)
      #expect(world.partner.count("POST /invoices") == 1)
      #expect(world.reference == nil)
    }
  }

  @Test("the reference number that Procountor made becomes the payment reference, if that is wanted")
  func reference() async throws {
    try await ProcountorWorld.with(["write_payment_reference": true]) { world in
      try world.put("reference-of-odoo")
      let outcome = try await world.click()
      #expect(outcome.issues == [])
      let invoice = try #require(world.world.odoo.records(ProcountorWorld.model).first)
      #expect(invoice["payment_reference"] == "1009")
    }
  }

  @Test("a reference number that Odoo does not take is a warning; one that was sent stays as it is")
  func referenceRefused() async throws {
    try await ProcountorWorld.with(["write_payment_reference": true]) { world in
      try world.put("reference-of-odoo")
      world.world.odoo.failNext("write", Failure(.data, "odoo.user", "The period is closed."))
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues.map(\.code) == ["procountor.invoice.reference"])
    }
    try await ProcountorWorld.with(["write_payment_reference": true]) { world in
      try await world.click()
      #expect(world.world.odoo.count("write") == 0)
    }
  }

  @Test("what people see of secrets is nothing")
  func secrets() async throws {
    try await ProcountorWorld.with { world in
      let outcome = try await world.click()
      let lines = try await world.world.store.logs(LogQuery(entry: outcome.entry?.id))
      var shown = ""
      for line in lines { shown += "\(try await world.world.store.logLine(line.id).map { "\($0)" } ?? "")" }
      let told = shown + world.world.told.all.joined()
      let leaks =
        ProcountorWorld.secrets.values.filter { told.contains($0) } + (told.contains("token-0") ? ["token"] : [])
      #expect(leaks == [])
      #expect(!lines.isEmpty)
    }
  }
}
