import Core
import Foundation
import Testing

@testable import Sandbox

/// What the contract says in words, by document type.
@Suite("procuros rules in words")
struct ProcurosRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let document: JSON
    let field: String?

    var testDescription: String { what }

    init(_ what: String, _ document: JSON, _ field: String?) {
      self.what = what
      self.document = document
      self.field = field
    }
  }

  @Test("hold", arguments: orders + responses + notices + invoices)
  func hold(_ one: Case) {
    let fields = ProcurosContract.check(one.document).fields
    let expected = one.field.map { [$0] } ?? []
    #expect(fields == expected)
  }

  private static let line = "content.items.0."
  private static let group = line + "modificationGroups.0."

  private static let orders = [
    Case("a line with the buyer's number only", order("identifiers", [["identifier": "A-1", "domain": "BUYER"]]), nil),
    Case(
      "a line with the supplier's number only",
      order("identifiers", [["identifier": "A-1", "domain": "SUPPLIER"]]),
      line + "identifiers"
    ),
    Case("an identifier without domain is a GTIN", order("identifiers", [["identifier": "40123455"]]), nil),
    Case("modifications need a summary", Samples.fullOrder.with("content.summary", nil), "content.summary"),
    Case(
      "a modification says how much",
      charged.with(group + "modifications.0.amount", nil).with("content.summary.subtotalAmount", .decimal(28.8))
        .with("content.summary.totalCharges", .decimal(1.2)),
      group + "modifications.0"
    ),
    Case("levels start at 1", Samples.fullOrder.with(group + "level", 2), line + "modificationGroups"),
    Case("the basis is quantity times price", Samples.fullOrder.with(group + "basis", 30), group + "basis"),
    Case("totals add up", Samples.fullOrder.with("content.summary.totalCharges", 1), "content.summary.netAmount"),
    Case("taxes add up", Samples.fullOrder.with("content.summary.grossAmount", 31), "content.summary.grossAmount"),
    Case(
      "the tax is the sum of its rates",
      Samples.fullOrder.with("content.summary.tax.items.0.taxAmount", 5),
      "content.summary.tax.total"
    ),
    Case(
      "the subtotal is the sum of the lines",
      Samples.fullOrder.with(line + "unitPrice", nil),
      "content.summary.subtotalAmount"
    ),
    Case(
      "a modification of the document starts from the subtotal",
      Samples.fullOrder.with("content.summary.modificationGroups", [Samples.modificationGroup]),
      "content.summary.modificationGroups.0.basis"
    ),
    Case("sub lines count in the subtotal", nested, nil),
    Case("a charge on a line counts in the subtotal", charged, nil),
  ]

  /// The deposit of the invoice moved below the product.
  private static let nested = Samples.invoice
    .with("content.items.0.subItems", .array([Samples.invoice["content"]?["items"]?[1] ?? .null]))
    .with("content.items.1", nil)

  private static let charged = Samples.fullOrder
    .with(group + "modifications.0", ["type": "CHARGE", "amount": .decimal(1.2)])
    .with("content.summary.subtotalAmount", 30).with("content.summary.netAmount", 30)
    .with("content.summary.grossAmount", .decimal(34.92))

  private static let responses = [
    Case(
      "CHANGE needs the confirmed day",
      Samples.response.with("content.header.confirmedDeliveryDate", nil),
      "content.header.confirmedDeliveryDate"
    ),
    Case("CHANGE needs the lines", Samples.response.with("content.items", nil), "content.items"),
    Case("ACCEPT goes without lines", accept, nil),
    Case("no type means REJECT", accept.with("content.header.type", nil), "content.header.requestedDeliveryDate"),
  ]

  private static let accept = Samples.response
    .with("content.header.type", "ACCEPT").with("content.header.confirmedDeliveryDate", nil)
    .with("content.items", nil)

  private static let notices = [
    Case("an open quantity is explained", notice("openQuantityAction", nil), noticeLine + "openQuantityAction"),
    Case("an equal quantity is not", notice("orderedQuantity", 18), noticeLine + "openQuantityAction"),
    Case("batches add up", notice("batches.0.quantity", 11), noticeLine + "batches"),
    Case(
      "a unit holds something",
      Samples.notice.with("content.transportUnits.0.items", []),
      "content.transportUnits.0.items"
    ),
  ]

  private static let noticeLine = "content.transportUnits.0.items.0."

  private static let invoices = [
    Case(
      "an invoice shows the buyer's address",
      Samples.invoice.with("content.header.buyer.postalAddress.city", nil),
      "content.header.buyer.postalAddress.city"
    ),
    Case("an invoice says what is invoiced", invoice("isInvoicedItem", nil), "content.items.1.isInvoicedItem"),
    Case(
      "only an invoiced line has a price",
      invoice("isInvoicedItem", false).with(
        "content.items.1.subItems",
        [(Samples.invoice["content"]?["items"]?[1] ?? .null).with("unitPrice", 0)]
      ),
      "content.items.1.unitPrice"
    ),
    Case(
      "an invoice needs the shipping notice",
      Samples.invoice.with("content.header.shippingNoticeIdentifier", nil),
      "content.header.shippingNoticeIdentifier"
    ),
    Case("a credit note needs a summary", credit.with("content.summary", nil), "content.summary"),
    Case("a credit note is taken", credit, nil),
  ]

  private static let credit = Samples.invoice.with("type", "CREDIT_NOTE")
    .with("content.header.invoiceIdentifier", nil).with("content.header.creditNoteIdentifier", "CN-1").with(
      "content.header.creditNoteDate",
      "2025-04-01"
    )

  private static func order(_ path: String, _ value: JSON?) -> JSON { Samples.order().with(line + path, value) }
  private static func notice(_ path: String, _ value: JSON?) -> JSON { Samples.notice.with(noticeLine + path, value) }
  private static func invoice(_ path: String, _ value: JSON?) -> JSON {
    Samples.invoice.with("content.items.1." + path, value)
  }

  @Test("other types show at least their required marks")
  func others() {
    let complaints = ProcurosContract.check(["type": "SALES_REPORT", "content": ["header": [:]]])
    #expect(complaints.fields.contains("content.header.salesReportIdentifier"))
    #expect(complaints.fields.contains("content.locations"))
  }
}
