import Core
import Engine
import Mapping

/// A purchase invoice with its ledger receipt, as far as a bill of Odoo is made of it.
///
/// Only that is kept: a payment in Procountor changes the invoice's version, and editing gives its receipt a new id,
/// while nothing that Odoo has of the bill is different.
enum BillDocument {
  static let type = "PURCHASE_INVOICE"
  static let invalidated = "INVALIDATED"

  /// - Parameters:
  ///   - invoice: as `GET /invoices/{ids}` gives it.
  ///   - receipt: as `GET /ledgerreceipts/{ids}` gives it; nil where there is none.
  /// - Returns: nil for an invoice without id.
  static func arrival(_ invoice: JSON, _ receipt: JSON?) -> Arrival? {
    guard let id = invoice["id"]?.externalID else { return nil }
    var arrival = Arrival(externalID: id, type: type, content: content(invoice, receipt), number: number(invoice))
    arrival.status = invoice["status"]?.words
    return arrival
  }

  static func number(_ invoice: JSON) -> String? {
    invoice["originalInvoiceNumber"]?.words ?? invoice["invoiceNumber"]?.externalID
  }

  private static func content(_ invoice: JSON, _ receipt: JSON?) -> JSON {
    .record([("invoice", Self.invoice(invoice)), ("receipt", receipt.map(Self.receipt))])
  }

  private static func invoice(_ invoice: JSON) -> JSON {
    let kept = invoice.only(
      "id",
      "type",
      "invoiceNumber",
      "originalInvoiceNumber",
      "date",
      "partnerId",
      "vatStatus",
      "invoiceSumInfo"
    )
    let party = invoice["counterParty"]?.only("identifier", "taxCode", "email", "counterPartyAddress")
    let payment = invoice["paymentInfo"]?.only("currency", "currencyRate", "dueDate", "newDueDate", "bankReferenceCode")
    let rows = (invoice["invoiceRows"]?.arrayValue ?? []).map { $0.only("product") }
    return kept.adding([("counterParty", party), ("paymentInfo", payment), ("invoiceRows", .array(rows))])
  }

  private static func receipt(_ receipt: JSON) -> JSON {
    let rows = (receipt["transactions"]?.arrayValue ?? []).map { row in
      row.only(
        "transactionType",
        "account",
        "accountingValue",
        "vatPercent",
        "vatStatus",
        "vatDeductionPercent",
        "description",
        "dimensionItemValues"
      )
    }
    return receipt.only("receiptDate", "vatStatus").adding([("transactions", .array(rows))])
  }
}
