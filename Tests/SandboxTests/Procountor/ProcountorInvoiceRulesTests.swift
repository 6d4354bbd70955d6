import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor invoice rules")
struct ProcountorInvoiceRulesTests {
  private static let sample = ProcountorSamples.invoice

  @Test(
    "every required field is missed",
    arguments: [
      "type", "date", "counterParty", "counterParty.counterPartyAddress", "counterParty.counterPartyAddress.name",
      "paymentInfo", "paymentInfo.paymentMethod", "paymentInfo.currency", "paymentInfo.dueDate",
      "paymentInfo.currencyRate", "extraInfo", "extraInfo.accountingByRow", "extraInfo.unitPricesIncludeVat",
      "discountPercent", "invoiceChannel", "language", "vatStatus", "invoiceRows", "invoiceRows.0.product",
      "invoiceRows.0.quantity", "invoiceRows.0.unit", "invoiceRows.0.unitPrice", "invoiceRows.0.discountPercent",
      "invoiceRows.0.vatPercent", "paymentInfo.bankAccount",
    ]
  )
  func required(_ path: String) async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/invoices", Self.sample.putting(nil, at: path))
      #expect(reply.status == 400)
      let wanted = path.replacing(".0.", with: "[0].")
      let isNamed = reply.fields.contains { $0.hasPrefix(wanted) }
      #expect(isNamed, "\(reply.faults)")
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let value: JSON?
    let field: String?

    var testDescription: String { "\(path) = \(value?.text ?? "nothing")" }

    init(_ path: String, _ value: JSON?, _ field: String?) {
      self.path = path
      self.value = value
      self.field = field
    }
  }

  @Test("each rule refuses what breaks it and takes what keeps it", arguments: cases)
  func rule(_ one: Case) async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/invoices", Self.sample.putting(one.value, at: one.path))
      #expect(reply.fields == (one.field.map { [$0] } ?? []), "\(reply.faults)")
      #expect(reply.status == (one.field == nil ? 200 : 400))
    }
  }

  private static func long(_ count: Int) -> JSON { .string(String(repeating: "x", count: count)) }

  private static let cases: [Case] = [
    Case("invoiceNumber", 7, "invoiceNumber"),
    Case("extra", 1, "extra"),
    Case("counterParty.extra", 1, "counterParty.extra"),
    Case("invoiceRows.1.account", "3000", "invoiceRows[1].account"),
    Case("invoiceRows.1.dimensions", [], "invoiceRows[1].dimensions"),
    Case("type", "CREDIT_NOTE", "type"),
    Case("status", "SENT", "status"),
    Case("status", nil, nil),
    Case("date", "2.3.2026", "date"),
    Case("date", "2026-02-30", "date"),
    Case("paymentInfo.dueDate", "2026-03-01", "paymentInfo.dueDate"),
    Case("paymentInfo.dueDate", "2026-03-02", nil),
    Case("paymentInfo.dueDate", "2028-11-25", nil),
    Case("paymentInfo.dueDate", "2028-11-26", "paymentInfo.dueDate"),
    Case("paymentInfo.currency", "XYZ", "paymentInfo.currency"),
    Case("paymentInfo.currencyRate", 2, "paymentInfo.currencyRate"),
    Case("paymentInfo.currencyRate", "1", "paymentInfo.currencyRate"),
    Case("paymentInfo.paymentMethod", "CASH", nil),
    Case("paymentInfo.paymentMethod", "BITCOIN", "paymentInfo.paymentMethod"),
    Case("paymentInfo.bankAccount.accountNumber", "FI21 1234 5600 0007 85", "paymentInfo.bankAccount.accountNumber"),
    Case("paymentInfo.bankAccount.accountNumber", "FI2112345600000786", "paymentInfo.bankAccount.accountNumber"),
    Case("paymentInfo.bankAccount.accountNumber", "FI6255410120000014", "paymentInfo.bankAccount.accountNumber"),
    Case("paymentInfo.bankAccount.accountNumber", "FI1350001520000081", nil),
    Case("paymentInfo.bankAccount.bic", "NDEAFIHH", "paymentInfo.bankAccount.bic"),
    Case("paymentInfo.bankReferenceCode", "2026000423", "paymentInfo.bankReferenceCode"),
    Case("paymentInfo.bankReferenceCode", "RF242026000422", "paymentInfo.bankReferenceCode"),
    Case("paymentInfo.bankReferenceCode", "INV/2026/00042", "paymentInfo.bankReferenceCode"),
    Case("paymentInfo.bankReferenceCodeType", "KID", "paymentInfo.bankReferenceCodeType"),
    Case("paymentInfo.bankReferenceCodeType", "RF", "paymentInfo.bankReferenceCode"),
    Case("discountPercent", 101, "discountPercent"),
    Case("discountPercent", ProcountorSamples.percent("12.34567"), "discountPercent"),
    Case("penaltyPercent", ProcountorSamples.percent("7.005"), "penaltyPercent"),
    Case("invoiceChannel", "EDIFACT", "invoiceChannel"),
    Case("invoiceChannel", "PAPER_INVOICE", "invoiceChannel"),
    Case("language", "GERMAN", "language"),
    Case("vatStatus", 8, "vatStatus"),
    Case("vatStatus", 5, nil),
    Case("vatStatus", 99, "vatStatus"),
    Case("vatCountry", "SWEDEN", "vatCountry"),
    Case("vatCountry", "FINLAND", nil),
    Case("vatCountry", "Finland", "vatCountry"),
    Case("invoiceRows.0.vatPercent", 24, "invoiceRows[0].vatPercent"),
    Case("invoiceRows.0.vatPercent", 0, nil),
    Case("invoiceRows.0.vatStatus", 5, nil),
    Case("invoiceRows.0.vatStatus", 8, "invoiceRows[0].vatStatus"),
    Case("invoiceRows.0.unit", "unit", "invoiceRows[0].unit"),
    Case("invoiceRows.0.product", "", "invoiceRows[0].product"),
    Case("invoiceRows.0.productId", 5001, "invoiceRows[0].productId"),
    Case("invoiceRows.0.comment", long(513), "invoiceRows[0].comment"),
    Case("invoiceRows.0.headerText", long(512), nil),
    Case("invoiceRows.0.quantity", -10, nil),
    Case("invoiceRows", [], "invoiceRows"),
    Case("partnerId", 7001, "partnerId"),
    Case("originalInvoiceNumber", long(41), "originalInvoiceNumber"),
    Case("orderReference", long(71), "orderReference"),
    Case("additionalInformation", long(10_001), "additionalInformation"),
    Case("deliveryMethod", "OTHER", "deliveryMethod"),
    Case("deliveryMethod", "MAILING", nil),
    Case("deliveryEndDate", "2026-03-01", nil),
    Case("invoiceTemplateId", 21, nil),
    Case("invoiceTemplateId", 99, "invoiceTemplateId"),
    Case("counterParty.identifier", "1234567-2", "counterParty.identifier"),
    Case("counterParty.identifier", "DE123456789", nil),
    Case("counterParty.email", "laskut", "counterParty.email"),
    Case("counterParty.counterPartyAddress.country", "FI", "counterParty.counterPartyAddress.country"),
    Case("counterParty.counterPartyAddress.name", long(81), "counterParty.counterPartyAddress.name"),
    Case("counterParty.counterPartyAddress.name", "Ŕobert Oy", "counterParty.counterPartyAddress.name"),
    Case("counterParty.counterPartyAddress.name", "Ä “€” – Š Oy", nil),
    Case("notes", "Привет", "notes"),
    Case("notes", "a\u{308}", "notes"),
    Case("notes", "two\nlines", nil),
    Case("notes", "a\u{2009}b", "notes"),
    Case("billingAddress", .null, nil),
    Case("billingAddress", [:], nil),
    Case(
      "counterParty.bccAddresses",
      ["a@b.example", "c@b.example", "d@b.example", "e@b.example", "f@b.example"],
      "counterParty.bccAddresses"
    ),
  ]

  @Test("each channel needs what it sends to")
  func channels() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      func fields(_ changes: [(String, JSON?)]) async throws -> [String] {
        let body = changes.reduce(Self.sample) { $0.putting($1.1, at: $1.0) }
        return try await client.post("/invoices", body).fields
      }
      let address = "counterParty.counterPartyAddress"
      #expect(try await fields([("invoiceChannel", "EMAIL")]) == [])
      #expect(try await fields([("invoiceChannel", "EMAIL"), ("counterParty.email", nil)]) == ["counterParty.email"])
      #expect(try await fields([("invoiceChannel", "MAIL")]) == [])
      #expect(try await fields([("invoiceChannel", "MAIL"), (address + ".zip", nil)]) == [address])
      let electronic: [(String, JSON?)] = [("invoiceChannel", "ELECTRONIC_INVOICE")]
      let operators = ["counterParty.einvoiceAddress.operator", "counterParty.einvoiceAddress.address"]
      #expect(try await fields(electronic) == operators)
      let to: (String, JSON?) = (
        "counterParty.einvoiceAddress", ["operator": "003723327487", "address": "003712345671"]
      )
      #expect(try await fields(electronic + [to]) == [])
      #expect(try await fields(electronic + [to, ("billingAddress", [:])]) == ["billingAddress"])
      #expect(try await fields(electronic + [to, (address + ".street", nil)]) == ["billingAddress", address])
      #expect(try await fields(electronic + [(address + ".country", "SWEDEN")]) == [])
    }
  }

  @Test("with VAT of another country only the domestic status is allowed, and the country must be named")
  func foreignVat() async throws {
    try await withProcountor {
      $0.companies = [
        "main": [
          "vat_country_required": true,
          "vat": ["countries": ["SWEDEN": [["percent": 25, "sales": true, "purchase": true]]]],
        ]
      ]
    } _: { _, stranger in
      let client = try await stranger.signedIn()
      let plain = try await client.post("/invoices", Self.sample)
      #expect(plain.fields == ["vatCountry"])
      let swedish = Self.sample.putting("SWEDEN", at: "vatCountry").putting(25, at: "invoiceRows.0.vatPercent")
        .putting(25, at: "invoiceRows.1.vatPercent")
      #expect(try await client.post("/invoices", swedish).fields == [])
      #expect(try await client.post("/invoices", swedish.putting(5, at: "vatStatus")).fields == ["vatStatus"])
      let row = swedish.putting(5, at: "invoiceRows.1.vatStatus")
      #expect(try await client.post("/invoices", row).fields == ["invoiceRows[1].vatStatus"])
      let finnish = swedish.putting(ProcountorSamples.percent("25.5"), at: "invoiceRows.0.vatPercent")
      #expect(try await client.post("/invoices", finnish).fields == ["invoiceRows[0].vatPercent"])
    }
  }

  @Test("an amount that nobody could pay is refused")
  func tooMuch() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      for price in ["1e10", "1e30", "1e120"] {
        let body = Self.sample.putting(ProcountorSamples.percent(price), at: "invoiceRows.0.unitPrice")
        #expect(try await client.post("/invoices", body).fields == ["invoiceRows"], "\(price)")
      }
    }
  }

  @Test("a foreign invoice needs a rate, a bill its own side's VAT and supplier")
  func others() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let foreign = Self.sample.putting("USD", at: "paymentInfo.currency").putting(0, at: "paymentInfo.currencyRate")
      #expect(try await client.post("/invoices", foreign).fields == ["paymentInfo.currencyRate"])
      _ = try await client.post("/businesspartners", ProcountorSamples.customer)
      let bill = Self.sample.putting("PURCHASE_INVOICE", at: "type").putting(.none, at: "language")
      #expect(try await client.post("/invoices", bill).status == 200)
      #expect(try await client.post("/invoices", bill.putting(7001, at: "partnerId")).fields == ["partnerId"])
      #expect(try await client.post("/invoices", bill.putting(8, at: "vatStatus")).status == 200)
      #expect(try await client.post("/invoices", bill.putting(3, at: "vatStatus")).fields == ["vatStatus"])
      let travel = Self.sample.putting("TRAVEL_INVOICE", at: "type")
      #expect(try await client.post("/invoices", travel).fields.contains("type"))
    }
  }
}
