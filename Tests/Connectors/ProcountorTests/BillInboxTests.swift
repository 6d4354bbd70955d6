import Core
import Engine
import Foundation
import HTTP
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("The inbox of Procountor")
struct BillInboxTests {
  private let books = BooksServer()

  @Test("lists accepted and invalidated bills since an hour before the mark, and moves the mark to the newest version")
  func mark() async throws {
    try put(9100, "2026-03-05T10:00:00")
    try put(9101, "2026-03-07T23:30:00", status: "PAID")
    try put(9102, "2026-03-06T10:00:00", status: "RECEIVED")
    let page = try await page(since: "2026-03-05T10:30:00")
    #expect(page.items.map(\.arrival.externalID) == ["9100", "9101"])
    #expect(page.items.map(\.arrival.status) == ["APPROVED", "PAID"])
    #expect(page.items.map(\.flow) == ["procountor.bill.pull", "procountor.bill.pull"])
    #expect(page.mark == "2026-03-07T23:30:00")
    let list = try #require(books.urls.first)
    #expect(list.contains("types=PURCHASE_INVOICE&status=APPROVED,PAYMENT_QUEUED,PAYMENT_SENT_TO_BANK,"))
    #expect(list.contains(",INVALIDATED&versionStartDate=2026-03-05T09:30:00&"))
    #expect(books.urls.count == 3)
  }

  @Test("before the first fetch it begins on the day that the connection says; an empty list leaves the mark alone")
  func first() async throws {
    var world = try ArrivalsWorld()
    world.settings["fetch_bills"] = true
    let settings = Settings(
      connection: world.opened.connection.replacing("fetch_from", with: "2026-02-01"),
      secrets: [:],
      declared: Procountor().settings
    )
    let page = try await ProcountorInbox().page(after: nil, since: nil, settings, try client(settings))
    #expect(books.urls.first?.contains("versionStartDate=2026-02-01T00:00:00") == true)
    #expect(page.mark == nil)
    #expect(books.urls.count == 1)
  }

  @Test("the mark waits for the last page: the list is in the order of ids, not of changes")
  func pages() async throws {
    for id in 1...250 { try put(id, id == 7 ? "2026-03-09T10:00:00" : "2026-03-05T10:00:00") }
    let first = try await page(since: nil)
    #expect(first.items.count == 200)
    #expect(first.mark == nil)
    let second = try await page(after: first.next, since: nil)
    #expect(second.items.count == 50)
    #expect(second.next == nil)
    #expect(second.mark == "2026-03-09T10:00:00")
    #expect(books.urls.count == 6)
  }

  @Test("a bill that was invalidated is nothing new")
  func invalidated() async throws {
    try put(9100, "2026-03-05T10:00:00", status: "INVALIDATED")
    let page = try await page(since: nil)
    #expect(page.items.map(\.isWithdrawn) == [true])
  }

  @Test("the connection says which statuses are accepted; switched off, nobody is asked")
  func statuses() async throws {
    try put(9100, "2026-03-05T10:00:00")
    try put(9101, "2026-03-05T10:00:00", status: "VERIFIED")
    let page = try await page(since: nil, ["bill_statuses": "VERIFIED"])
    #expect(page.items.map(\.arrival.externalID) == ["9101"])
    let asked = books.urls.count
    let off = try await self.page(since: nil, ["fetch_bills": false])
    #expect(off.items.isEmpty)
    #expect(books.urls.count == asked)
  }

  @Test("without a journal for bills nobody is asked")
  func noJournal() async throws {
    await #expect {
      _ = try await page(since: nil, ["bill_journal_id": nil])
    } throws: {
      ($0 as? Failure)?.code == "setting.missing"
    }
    #expect(books.urls.isEmpty)
  }

  // MARK: Helpers

  private func put(_ id: Int, _ version: String, status: String = "APPROVED") throws {
    let golden = try #require(Golden.cases("bill.pull").first { $0.name == "plain" })
    let document = try #require(try golden.json("partner.json"))
    var invoice = try #require(document["invoice"])
    for (path, value) in [
      ("id", JSON.int(id)), ("version", .string(version)), ("status", .string(status)), ("ledgerReceiptId", .int(id)),
    ] { invoice = invoice.replacing(path, with: value) }
    books.put("/invoices", invoice)
    books.put("/ledgerreceipts", try #require(document["receipt"]).replacing("id", with: .int(id)))
  }

  private func page(after cursor: String? = nil, since mark: String?, _ changes: [String: JSON] = [:])
    async throws -> InboxPage
  {
    var world = try ArrivalsWorld()
    for (key, value) in changes { world.settings[key] = value }
    return try await ProcountorInbox().page(after: cursor, since: mark, world.opened, try client(world.opened))
  }

  private func client(_ settings: Settings) throws -> ProcountorClient { try Procountor().client(settings, books) }
}
