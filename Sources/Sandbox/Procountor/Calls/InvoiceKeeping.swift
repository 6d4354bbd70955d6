import Core
import Foundation

/// What becomes of an invoice that was taken in: its number, reference and sums, and its ledger receipt.
enum InvoiceKeeping {
  static func keep(
    _ body: JSON,
    status: String = "UNFINISHED",
    receipt rows: [JSON]? = nil,
    _ books: inout CompanyBooks
  ) -> Kept {
    let number = books.nextInvoiceNumber(body["type"]?.stringValue ?? "")
    let invoice = completed(body, number, books).putting(.string(status), at: "status")
      .putting(books.company["user"]["id"], at: "creatorId")
    let kept = books.add(.invoices, invoice)
    post(kept, rows, &books)
    return books[.invoices, kept.id] ?? kept
  }

  /// The same invoice with other content: number and creator stay, the ledger receipt is a new one.
  static func replace(_ old: Kept, _ body: JSON, receipt rows: [JSON]? = nil, _ books: inout CompanyBooks) -> Kept? {
    var invoice = completed(body, old.body["invoiceNumber"]?.intValue ?? 0, books)
    for name in ["id", "status", "creatorId", "version"] { invoice = invoice.putting(old.body[name], at: name) }
    if let receipt = old.body["ledgerReceiptId"]?.intValue { books.remove(.receipts, receipt) }
    guard let kept = books.change(.invoices, old.id, { $0.body = invoice }) else { return nil }
    post(kept, rows, &books)
    return books[.invoices, old.id]
  }

  /// Makes the ledger receipt and writes its number into the invoice.
  private static func post(_ kept: Kept, _ rows: [JSON]?, _ books: inout CompanyBooks) {
    let receipt = books.add(.receipts, LedgerPosting.receipt(kept, books, rows))
    books.changeQuietly(.invoices, kept.id) { $0.body = $0.body.putting(.int(receipt.id), at: "ledgerReceiptId") }
  }

  private static func completed(_ body: JSON, _ number: Int, _ books: CompanyBooks) -> JSON {
    let payment = body["paymentInfo"] ?? .null
    let sums = InvoiceSums(body, byRate: books.company["vat_rounding"] == "rate")
    let info = sums.json(
      payment["currency"]?.stringValue ?? "",
      accounting: books.company.currency,
      rate: payment["currencyRate"]?.number ?? 1
    )
    var invoice = body.putting(.int(number), at: "invoiceNumber").putting(info, at: "invoiceSumInfo")
    for name in ["billingAddress", "deliveryAddress"] where (body[name] ?? .null).isNull {
      invoice = invoice.putting(body["counterParty"]?["counterPartyAddress"], at: name)
    }
    if payment["bankReferenceCode"] == "" {
      let code = ReferenceNumber.finnish(String(number))
      let isRF = payment["bankReferenceCodeType"] == "RF"
      invoice = invoice.putting(
        .string(isRF ? ReferenceNumber.international(code) : code),
        at: "paymentInfo.bankReferenceCode"
      )
      .putting(isRF ? "RF" : "FI", at: "paymentInfo.bankReferenceCodeType")
    }
    return withRowNumbers(invoice)
  }

  private static func withRowNumbers(_ invoice: JSON) -> JSON {
    let rows = (invoice["invoiceRows"]?.arrayValue ?? []).enumerated().map { $1.putting(.int($0 + 1), at: "id") }
    return invoice.putting(.array(rows), at: "invoiceRows")
  }
}
