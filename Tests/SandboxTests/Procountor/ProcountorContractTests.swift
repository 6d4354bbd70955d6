import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor contract", .enabled(if: PublishedContract.isHere, Comment(rawValue: PublishedContract.missing)))
struct ProcountorContractTests {
  @Test(
    "our tables say what the published schemas say",
    arguments: [
      ("Invoice", InvoiceSchema.invoice), ("BusinessPartner", PartnerSchema.partner),
      ("Product", ProductSchema.product), ("LedgerReceipt", ReceiptSchema.receipt),
      ("MarkInvoiceAsPaid", PaymentSchema.markPaid), ("Attachment", AttachmentSchema.attachment),
      ("CheckingEvent", InvoiceSchema.checking), ("InvoiceNotes", InvoiceSchema.notes),
    ]
  )
  func tables(_ name: String, _ record: Record) throws {
    let contract = try PublishedContract()
    #expect(differences(record, contract.schema(name), contract, name) == [])
  }

  @Test("our code lists are those of the published file")
  func lists() throws {
    let contract = try PublishedContract()
    for (name, ours) in [
      ("Country", ProcountorCodes.countries), ("Currency", ProcountorCodes.currencies), ("Unit", ProcountorCodes.units),
    ] {
      let theirs = contract.schema(name)["enum"]?.arrayValue?.compactMap(\.stringValue) ?? []
      #expect(Set(ours) == Set(theirs), "\(name)")
    }
    let countries = try JSON(
      parsing: try Data(
        contentsOf: PublishedContract.file.deletingLastPathComponent().appendingPathComponent(
          "procountor-countries.json"
        )
      )
    )
    let byCode = ProcountorCodes.countriesByCode.mapValues(JSON.string)
    #expect(countries == .object(JSONObject(byCode.map { (key: $0.key, value: $0.value) })))
  }

  @Test("every answer is valid")
  func answers() async throws {
    let contract = try PublishedContract()
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let ids = try await fill(client)
      for (path, asked) in pages(ids) {
        let reply = try await client.get(asked)
        #expect(reply.status == 200, "\(asked)")
        let faults = contract.faults(reply.json, "get", path, 200)
        #expect(faults == [], "\(asked)")
      }
      let refused = try await client.get("/invoices/1")
      #expect(contract.faults(refused.json, "get", "/invoices/{invoiceId}", 404) == [])
      let unsigned = try await stranger.askForToken(ProcountorTestClient.form + "key-main")
      #expect(contract.faults(unsigned.json, "post", "/oauth/token", 200) == [])
    }
  }

  @Test("what is made up is valid too")
  func madeUp() async throws {
    let contract = try PublishedContract()
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let wish: JSON = ["seed": 11, "customers": 40, "suppliers": 10, "products": 40, "bills": 60]
      _ = try await client.control("POST", "/generate", wish)
      for (path, first, count) in [
        ("/businesspartners/{id}", 7001, 50), ("/products/{productId}", 5001, 40), ("/invoices/{invoiceId}", 9001, 60),
        ("/ledgerreceipts/{receiptId}", 88, 60),
      ] {
        let ids = (first..<first + count).map(String.init).joined(separator: ",")
        let reply = try await client.get("\(path.prefix { $0 != "{" })\(ids)")
        #expect(reply.json.arrayValue?.count == count)
        #expect(contract.faults(reply.json, "get", path, 200) == [], "\(path)")
      }
    }
  }

  @Test("every answer to a document is valid")
  func documents() async throws {
    let contract = try PublishedContract()
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      for (path, body) in [
        ("/invoices", ProcountorSamples.invoice), ("/businesspartners", ProcountorSamples.customer),
        ("/products", ProcountorSamples.product),
      ] {
        let kept = try await client.post(path, body)
        #expect(contract.faults(kept.json, "post", path, 200) == [], "\(path)")
        let refused = try await client.post(path, body.putting("?", at: "type"))
        #expect(contract.faults(refused.json, "post", path, 400) == [], "\(path)")
      }
      let approved = try await client.put("/invoices/9001/approve", ["comment": "ok"])
      #expect(contract.faults(approved.json, "put", "/invoices/{invoiceId}/approve", 200) == [])
    }
  }

  private func fill(_ client: ProcountorTestClient) async throws -> (first: Int, second: Int, receipt: Int) {
    _ = try await client.post("/businesspartners", ProcountorSamples.customer)
    _ = try await client.post("/businesspartners", ProcountorSamples.customer)
    _ = try await client.post("/products", ProcountorSamples.product)
    let first = try await client.invoice()
    let second = try await client.post("/invoices", ProcountorSamples.invoice).json
    _ = try await client.control("POST", "/invoices/\(first)/approve")
    _ = try await client.control("POST", "/invoices/\(first)/payments", ["amount": 100])
    return (first, second["id"]?.intValue ?? 0, second["ledgerReceiptId"]?.intValue ?? 0)
  }

  /// Operations of the contract, and a call of each.
  private func pages(_ ids: (first: Int, second: Int, receipt: Int)) -> [(String, String)] {
    let plain = [
      "/status", "/sessioninfo", "/company", "/users/rights", "/company/usagesettings", "/company/invoicetemplates",
      "/company/deliveryterms", "/bankaccounts", "/vats/default", "/vats/settings", "/coa", "/dimensions",
      "/fiscalyears", "/businesspartners", "/products", "/invoices", "/ledgerreceipts", "/attachments",
      "/currencies/company",
    ]
    return plain.map { ($0, $0) } + [
      ("/vats/country", "/vats/country?countryCode=FI"), ("/businesspartners/{id}", "/businesspartners/7001"),
      ("/businesspartners/{id}", "/businesspartners/7001,7002"), ("/products/{productId}", "/products/5001"),
      ("/invoices/{invoiceId}", "/invoices/\(ids.first)"),
      ("/invoices/{invoiceId}", "/invoices/\(ids.first),\(ids.second)"),
      ("/ledgerreceipts/{receiptId}", "/ledgerreceipts/\(ids.receipt)"),
      ("/invoices/{invoiceId}/paymentevents", "/invoices/\(ids.first)/paymentevents"),
      ("/invoices/{invoiceId}/paymentevents/{paymentEventId}", "/invoices/\(ids.first)/paymentevents/310"),
      ("/payments/paymentevents", "/payments/paymentevents?invoiceId=\(ids.first)"),
      ("/invoices/{invoiceId}/transactions", "/invoices/\(ids.first)/transactions"),
      ("/invoices/transactions", "/invoices/transactions?invoiceIds=\(ids.first)&invoiceIds=\(ids.second)"),
      ("/dimensions/{dimensionId}", "/dimensions/41"),
    ]
  }

  /// Members, whether they are required, lengths and words.
  private func differences(_ record: Record, _ schema: JSON, _ contract: PublishedContract, _ place: String) -> [String]
  {
    let members = schema["properties"]?.objectValue?.members ?? []
    let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
    let extra = record.groups.flatMap(\.names).filter { schema["properties"]?[$0] == nil }.map {
      "\(place).\($0) is ours"
    }
    return extra
      + members.flatMap { key, value -> [String] in
        let here = "\(place).\(key)"
        guard let member = record.member(key) else { return ["\(here) is missing"] }
        // A group of partners needs its name and type also where the partner names it.
        let same = member.required == required.contains(key)
        return (same ? [] : ["\(here) is required: \(required.contains(key))"])
          + differences(member.shape, value, contract, here)
      }
  }

  private func differences(_ shape: Shape, _ schema: JSON, _ contract: PublishedContract, _ place: String) -> [String] {
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last {
      return differences(shape, contract.schema(String(name)), contract, place)
    }
    switch shape {
    case .record(let record): return differences(record, schema, contract, place)
    case .list(let item, _): return differences(item, schema["items"] ?? .null, contract, place + "[]")
    case .choice(let words):
      let theirs = Set((schema["enum"]?.arrayValue ?? []).compactMap(\.stringValue))
      return Set(words) == theirs ? [] : ["\(place) has other words"]
    case .text(let most, let format):
      let isDay = schema["format"] == "date", isTime = schema["format"] == "date-time"
      let fits =
        schema["type"] == "string" && schema["maxLength"]?.intValue == most
        && isDay == (format == .date) && isTime == (format == .localTime)
      return fits ? [] : ["\(place) is another text"]
    case .whole, .integer: return schema["type"] == "integer" ? [] : ["\(place) is no integer"]
    case .number: return schema["type"] == "number" && schema["maximum"] == nil ? [] : ["\(place) has bounds"]
    case .amount(_, let most, _):
      return schema["type"] == "number" && schema["maximum"]?.number == most ? [] : ["\(place) has other bounds"]
    case .flag: return schema["type"] == "boolean" ? [] : ["\(place) is no boolean"]
    case .texts, .anything: return ["\(place) is anything"]
    }
  }
}
