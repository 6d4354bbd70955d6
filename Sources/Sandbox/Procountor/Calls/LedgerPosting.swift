import Core
import Foundation

/// The accounting page of an invoice: debit positive, credit negative, net of VAT, in the accounting currency.
enum LedgerPosting {
  /// Made from the invoice, or with `rows`, entries that somebody wrote by hand.
  static func receipt(_ kept: Kept, _ books: CompanyBooks, _ rows: [JSON]?) -> JSON {
    let invoice = kept.body
    let side = VatSide(invoiceType: invoice["type"]?.stringValue ?? "")
    let transactions = rows ?? entries(invoice, side, books)
    return .record([
      ("type", invoice["type"]), ("status", invoice["status"]),
      ("name", invoice["counterParty"]?["counterPartyAddress"]?["name"]), ("receiptDate", invoice["date"]),
      ("vatType", side == .sales ? "SALES" : "PURCHASE"), ("vatStatus", invoice["vatStatus"] ?? 1),
      ("vatProcessing", invoice["vatCountry"]), ("invoiceId", .int(kept.id)), ("receiptNumber", .int(kept.id - 9000)),
      ("invoiceNumber", invoice["invoiceNumber"]), ("partnerId", invoice["partnerId"]),
      ("vatDate", invoice["date"]), ("transactions", .array(numbered(transactions))),
    ])
  }

  static func numbered(_ transactions: [JSON]) -> [JSON] {
    transactions.enumerated().map { $1.putting(.int($0 + 1), at: "id") }
  }

  private static func entries(_ invoice: JSON, _ side: VatSide, _ books: CompanyBooks) -> [JSON] {
    let posting = books.company["posting"]
    let rate = invoice["paymentInfo"]?["currencyRate"]?.number ?? 1
    let sign: Decimal = side == .sales ? 1 : -1
    let sums = InvoiceSums(invoice, byRate: books.company["vat_rounding"] == "rate")
    let counter = posting[side == .sales ? "receivables" : "payables"]
    let home: (Decimal) -> Decimal = { ($0 / (rate > 0 ? rate : 1)).rounded(2) }
    let reversing: JSON = [
      "transactionType": "REVERSING_ENTRY", "account": counter ?? .null, "vatPercent": 0,
      "accountingValue": .number(sign * home(sums.gross)),
    ]
    let usual = posting[side == .sales ? "sales" : "purchases"] ?? .null
    let byRow = invoice["extraInfo"]?["accountingByRow"] == true
    let rows = byRow ? sums.rows : combined(sums.rows)
    return [reversing]
      + rows.map { row in
        let product = byRow ? books[.products, row.productID]?.body["defaultAccount"] : nil
        return entry(row, -sign * home(row.net), product ?? usual, side)
      }
  }

  /// One entry for each percentage and status.
  private static func combined(_ rows: [InvoiceSums.Row]) -> [InvoiceSums.Row] {
    var found: [InvoiceSums.Row] = []
    for row in rows {
      if let place = found.firstIndex(where: { $0.percent == row.percent && $0.status == row.status }) {
        let old = found[place]
        found[place] = InvoiceSums.Row(
          net: old.net + row.net,
          vat: old.vat + row.vat,
          percent: old.percent,
          status: old.status,
          productID: nil,
          text: old.text
        )
      } else {
        found.append(row)
      }
    }
    return found
  }

  private static func entry(_ row: InvoiceSums.Row, _ value: Decimal, _ account: JSON, _ side: VatSide) -> JSON {
    .record([
      ("transactionType", "ENTRY"), ("account", account), ("accountingValue", .number(value)),
      ("vatPercent", .number(row.percent)), ("vatType", side == .sales ? "SALES" : "PURCHASE"),
      ("vatStatus", row.status.map(JSON.int)), ("vatDeductionPercent", side == .sales ? .none : 100),
      ("description", .string(String(row.text.prefix(255)))),
    ])
  }
}
