import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.invoice.send: what follows", .timeLimit(.minutes(5)))
struct FollowUpTests {
  private let byEmail: [String: JSON] = ["follow_up": "send", "invoice_channel": "EMAIL"]

  private func status(_ world: ProcountorWorld) -> String? {
    world.partner.all(.invoices).first?["status"]?.stringValue
  }

  @Test("an invoice is approved, and Odoo has its status")
  func approved() async throws {
    try await ProcountorWorld.with(["follow_up": "approve"]) { world in
      let status1 = try await world.click().status
      #expect(status1 == .sent)
      #expect(status(world) == "APPROVED")
      #expect(world.reference?.status == "APPROVED")
      #expect(world.reference?.externalID == "9001")
    }
  }

  @Test("an invoice is approved and sent on to the customer")
  func sentOn() async throws {
    try await ProcountorWorld.with(byEmail) { world in
      let status2 = try await world.click().status
      #expect(status2 == .sent)
      #expect(world.reference?.status == "SENT")
      #expect(
        world.partner.calls.filter { $0.hasPrefix("PUT") } == [
          "PUT /invoices/9001/approve", "PUT /invoices/9001/send",
        ]
      )
    }
  }

  @Test("an invoice that Procountor does not deliver is approved, not sent on")
  func noSending() async throws {
    try await ProcountorWorld.with(["follow_up": "send"]) { world in
      let status3 = try await world.click().status
      #expect(status3 == .sent)
      #expect(status(world) == "APPROVED")
      #expect(world.partner.count("PUT /invoices/9001/send") == 0)
    }
  }

  @Test("an invoice whose totals differ from Odoo's is neither approved nor sent on")
  func differs() async throws {
    try await ProcountorWorld.with(byEmail) { world in
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
      #expect(world.partner.calls.filter { $0.hasPrefix("PUT") } == [])
      #expect(world.reference?.status == "UNFINISHED")
    }
  }

  @Test(
    "an approval that is refused is a warning on a sent invoice; nothing is sent a second time",
    arguments: [400, 403, 404]
  )
  func refused(_ code: Int) async throws {
    try await ProcountorWorld.with(byEmail) { world in
      world.partner.next(.put, "/approve", .answer(code, ["errors": [["message": "NO_APPROVAL_RIGHT"]]]))
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues.map(\.code) == ["procountor.invoice.follow_up"])
      #expect(outcome.issues.first?.message.contains("NO_APPROVAL_RIGHT") == true)
      #expect(world.reference?.externalID == "9001")
      #expect(world.reference?.status == "UNFINISHED")
      let status4 = try await world.click().status
      #expect(status4 == .alreadySent)
      #expect(world.partner.count("POST /invoices") == 1)
      #expect(world.partner.count("PUT /invoices/9001/send") == 0)
    }
  }

  @Test("an approval waits for better weather; the invoice is not sent again")
  func weather() async throws {
    try await ProcountorWorld.with(["follow_up": "approve"]) { world in
      world.partner.next(.get, "/invoices/9001", .answer(503))
      let outcome = try await world.click()
      #expect(outcome.status == .waiting)
      world.world.advance(by: .seconds(10))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(status(world) == "APPROVED")
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("an approval whose answer was lost is not given twice")
  func lostApproval() async throws {
    try await ProcountorWorld.with(["follow_up": "approve"]) { world in
      world.partner.next(.put, "/approve", .lost(arrives: true))
      try await world.click()
      world.world.advance(by: .seconds(10))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.count("PUT /invoices/9001/approve") == 1)
      #expect(world.partner.count("POST /invoices") == 1)
      #expect(status(world) == "APPROVED")
    }
  }

  @Test("a service that was killed between sending and approving goes on with the approval")
  func killedBetween() async throws {
    let partner = FakeProcountor()
    let world = ProcountorWorld(
      world: try await TestWorld(http: partner, connectors: [Procountor()]),
      partner: partner
    )
    try await world.connect(["follow_up": "approve"])
    try world.put("plain")
    _ = try await world.world.run(world.world.request(FlowID.invoice, ids: [42], deadline: .zero))
    var entry = try #require(try await world.entry())
    var steps = try await world.world.store.steps(of: entry.id)
    let id = partner.put(.invoices, try JSON(parsing: steps[0].body))
    steps[0].state = .done
    entry.state = .sending
    entry.attempts = 1
    entry.nextAttemptAt = nil
    entry.externalID = String(id)
    _ = try await world.world.store.change(entry, steps: steps)
    try await world.world.working {
      try await eventually("delivered") {
        world.world.advance(by: .seconds(5))
        return try await world.entry()?.state == .delivered
      }
    }
    #expect(partner.count("POST /invoices") == 0)
    #expect(status(world) == "APPROVED")
    #expect(try await world.entry()?.externalID == String(id))
  }

  @Test("the PDF is attached before the invoice is approved and sent on")
  func pdf() async throws {
    try await ProcountorWorld.with(byEmail.merging(["send_pdf": true]) { $1 }) { world in
      try world.put("plain", changes: [("procountor_pdf", "JVBERi0xLjQK")])
      let status5 = try await world.click().status
      #expect(status5 == .sent)
      let writes = world.partner.calls.filter { !$0.hasPrefix("GET") }
      #expect(
        writes == [
          "POST /invoices", "POST /attachments", "PUT /invoices/9001/approve", "PUT /invoices/9001/send",
        ]
      )
      let file = try #require(world.partner.all(.invoices).first?["attachments"]?.arrayValue?.first)
      #expect(file["name"] == "INV_2026_00042.pdf")
      #expect(file["sendWithInvoice"] == true)
      let request = try #require(world.partner.requests.first { $0.url.hasSuffix("/attachments") })
      #expect(request.headers["Content-Type"]?.hasPrefix("multipart/form-data; boundary=") == true)
      let sent = String(decoding: request.body ?? [], as: UTF8.self)
      #expect(sent.contains("%PDF-1.4\n"))
    }
  }

  @Test("a PDF that is refused, missing or too large is a warning; the invoice is sent", arguments: [0, 1, 2])
  func pdfTrouble(_ kind: Int) async throws {
    try await ProcountorWorld.with(["send_pdf": true]) { world in
      let large = String(repeating: "A", count: 14_000_000)
      try world.put("plain", changes: [("procountor_pdf", [.string("JVBERi0xLjQK"), JSON.null, .string(large)][kind])])
      if kind == 0 { world.partner.next(.post, "/attachments", .answer(400)) }
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues.map(\.code) == [kind == 0 ? "procountor.invoice.follow_up" : "procountor.invoice.no_pdf"])
      #expect(outcome.issues.map(\.severity) == [.warning])
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }

  @Test("the PDF is read only where it is sent, and then few at a time")
  func pdfRead() throws {
    func settings(_ isSent: JSON) -> Settings {
      let connection: JSON = ["settings": ["send_pdf": isSent]]
      return Settings(connection: connection, secrets: [:], declared: Procountor().settings)
    }
    let flow = SendInvoice()
    #expect(flow.fields(settings(true)).objectValue?.keys.contains("procountor_pdf") == true)
    #expect(flow.fields(settings(false)).objectValue?.keys.contains("procountor_pdf") == false)
    #expect(flow.pageSize(settings(true)) < flow.pageSize(settings(false)))
  }

  @Test("a file whose answer was lost is not attached twice", arguments: [true, false])
  func lostFile(_ arrives: Bool) async throws {
    try await ProcountorWorld.with(["send_pdf": true]) { world in
      try world.put("plain", changes: [("procountor_pdf", "JVBERi0xLjQK")])
      world.partner.next(.post, "/attachments", .lost(arrives: arrives))
      try await world.click()
      try await eventually("delivered") {
        world.world.advance(by: .seconds(60))
        return try await world.entry()?.state == .delivered
      }
      #expect(world.partner.all(.invoices).first?["attachments"]?.arrayValue?.count == 1)
      #expect(world.partner.count("POST /invoices") == 1)
    }
  }
}
