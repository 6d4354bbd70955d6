import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros contract")
struct ProcurosContractTests {
  @Test("takes the samples of the reference")
  func takesOurs() {
    for sample in [Samples.order(), Samples.fullOrder, Samples.invoice, Samples.response, Samples.notice] {
      #expect(ProcurosContract.check(sample).json == Complaints().json)
    }
  }

  @Test(
    "takes the published samples, and names where they break their own contract",
    arguments: [
      ("minimal-order", []),
      ("order-response-accept", []),
      ("order-response-change", []),
      ("order-response-reject", []),
      ("shipping-notice", []),
      (
        "order",
        [
          "content.items.0.tax.amount", "content.items.0.modificationGroups.0.basis",
          "content.items.0.modificationGroups.0.level", "content.summary",
        ]
      ),
      ("invoice", ["content.items.0.isInvoicedItem", "content.items.1.isInvoicedItem"]),
      (
        "creditnote",
        ["content.items.0.isInvoicedItem", "content.items.1.isInvoicedItem", "content.summary"]
      ),
    ]
  )
  func published(_ name: String, _ fields: [String]) throws {
    #expect(ProcurosContract.check(try Samples.published(name)).fields == fields)
  }

  @Test(
    "misses every required member of an ORDER",
    arguments: [
      "type", "content", "content.header", "content.items", "content.header.buyer", "content.header.supplier",
      "content.header.orderIdentifier", "content.header.orderDate", "content.header.buyer.identifiers",
      "content.header.supplier.identifiers", "content.header.billTo.identifiers",
      "content.header.buyer.identifiers.0.identifier", "content.header.buyer.identifiers.0.domain",
      "content.header.paymentTerms.0.payInNumberOfDays", "content.header.paymentTerms.0.percentage",
      "content.items.0.identifiers", "content.items.0.tax.amount", "content.items.0.tax.percentage",
      "content.items.0.modificationGroups.0.basis", "content.items.0.modificationGroups.0.level",
      "content.items.0.modificationGroups.0.modifications", "content.summary", "content.summary.subtotalAmount",
      "content.summary.grossAmount", "content.summary.netAmount", "content.summary.dueAmount",
      "content.summary.totalCharges", "content.summary.totalAllowances", "content.summary.tax",
      "content.summary.tax.total", "content.summary.tax.items", "content.summary.tax.items.0.percentage",
      "content.summary.tax.items.0.taxableAmount", "content.summary.tax.items.0.taxAmount",
      "content.summary.tax.items.0.category",
    ]
  )
  func required(_ path: String) {
    #expect(ProcurosContract.check(Samples.fullOrder).isEmpty)
    #expect(ProcurosContract.check(Samples.fullOrder.with(path, nil)).fields.contains(path))
    #expect(ProcurosContract.check(Samples.fullOrder.with(path, .null)).fields.contains(path))
  }

  @Test(
    "goes without every optional member of an ORDER",
    arguments: [
      "content.header.shipTo", "content.header.billTo", "content.header.currency", "content.header.buyer.name",
      "content.header.shipTo.identifiers", "content.header.requestedDeliveryDate", "content.header.paymentTerms",
      "content.items.0.lineNumber", "content.items.0.isDepositItem", "content.items.0.quantity",
      "content.items.0.unitOfMeasure", "content.items.0.description", "content.items.0.unitPrice",
      "content.items.0.requestedDeliveryDate", "content.items.0.tax",
    ]
  )
  func optional(_ path: String) {
    #expect(ProcurosContract.check(Samples.order().with(path, nil)).isEmpty)
  }

  @Test(
    "refuses a wrong value",
    arguments: [
      ("type", "PAYMENT_ADVICE"), ("content.header.currency", "eur"), ("content.header.currency", "EURO"),
      ("content.header.orderIdentifier", " "), ("content.header.orderIdentifier", 42),
      ("content.header.orderDate", "10.03.2025"), ("content.header.orderDate", "2025-02-30"),
      ("content.header.orderDate", "2025-03-10T25:00:00"),
      ("content.header.comments", .string(String(repeating: "x", count: 100_001))),
      ("content.header.promotionCode", .string(String(repeating: "x", count: 256))),
      ("content.header.buyer.identifiers", []), ("content.header.buyer.contacts", []),
      ("content.header.buyer.identifiers.0.domain", "GLN"),
      ("content.header.buyer.identifiers.0.identifier", "426012345001"),
      ("content.header.buyer.identifiers.0.identifier", "42601234500A4"),
      ("content.header.buyer.postalAddress", ["countryCode": "Germany"]),
      ("content.header.attachments", [["url": "not a url"]]), ("content.header.version", .decimal(1.5)),
      ("content.items", []), ("content.items.0.quantity", "24"), ("content.items.0.lineNumber", .decimal(1.5)),
      ("content.items.0.isDepositItem", 0), ("content.items.0.unitOfMeasure", "C62"),
      ("content.items.0.identifiers.0.domain", "EAN"), ("content.items.0.identifiers.0.identifier", "426012345101"),
      ("content.items.0.requestedDeliveryDate", "soon"), ("content.items.0.unitPrice", .null),
    ] as [(String, JSON)]
  )
  func wrongValue(_ path: String, _ value: JSON) {
    let bad = Samples.order().with(path, value)
    let complaints = ProcurosContract.check(bad)
    let isGTIN12 = value == "426012345101"
    #expect(complaints.isEmpty == isGTIN12, "\(complaints.fields)")
    let isNamed = complaints.fields.contains { path.hasPrefix($0) || $0.hasPrefix(path) }
    #expect(isGTIN12 || isNamed)
  }

  @Test(
    "takes days and times as the notes ask for them",
    arguments: [
      "2025-03-10", "2025-03-10T08:30:00", "2025-03-10 08:30:00", "2021-10-23T00:00:00.000000Z",
      "2024-01-01T00:00:00+00:00",
    ]
  )
  func takesDates(_ text: String) {
    #expect(ProcurosContract.check(Samples.order().with("content.header.orderDate", .string(text))).isEmpty)
  }

  @Test(
    "refuses a member it does not know, wherever it stands",
    arguments: [
      "extra", "content.extra", "content.header.extra", "content.header.buyer.extra",
      "content.header.buyer.identifiers.0.extra", "content.items.0.extra", "content.items.0.identifiers.0.extra",
      "content.items.0.modificationGroups.0.modifications.0.extra", "content.summary.extra",
      "content.summary.tax.items.0.extra",
    ]
  )
  func unknown(_ path: String) {
    #expect(ProcurosContract.check(Samples.fullOrder.with(path, 1)).fields == [path])
  }
}
