import Core
import Foundation
import Mapping

/// One line of a ledger receipt that becomes a line of the bill.
struct BillLine {
  enum Kind: String {
    case entry = "ENTRY"
    /// Rounding; at most one.
    case reconciliation = "RECONCILIATION_ENTRY"
  }

  let kind: Kind
  let document: IncomingDocument
  /// Account code.
  let account: String?
  /// Net of VAT, debit positive.
  let value: Decimal
  let vatPercent: Decimal
  /// The line's own VAT status, else the receipt's.
  let vatStatus: Int?
  /// What stands on the line: its description, else the product of the invoice's row at the same place.
  let name: String?

  /// How much of the VAT may be deducted; 100 where nothing is said.
  var deduction: Decimal { document.content["vatDeductionPercent"]?.decimalValue ?? 100 }

  /// The lines of a document; the payable side is not among them, Odoo makes its own.
  static func all(_ document: IncomingDocument) -> [BillLine] {
    let receipt = document.content["receipt"] ?? .null
    let lines = document.lines["invoice_line_ids"] ?? []
    let entries = lines.filter { $0.content["transactionType"]?.stringValue == Kind.entry.rawValue }
    let products = (document.content["invoice"]?["invoiceRows"]?.arrayValue ?? []).map { $0["product"]?.words }
    // Rows and transactions know nothing of each other; only where there are as many, their order says something.
    let names = products.count == entries.count ? products : []
    var place = 0
    return lines.compactMap { line in
      guard let kind = line.content["transactionType"]?.stringValue.flatMap(Kind.init) else { return nil }
      defer { place += kind == .entry ? 1 : 0 }
      let other = kind == .entry && names.indices.contains(place) ? names[place] : nil
      return BillLine(kind, line, name: line.text("name") ?? other, receipt)
    }
  }

  private init(_ kind: Kind, _ document: IncomingDocument, name: String?, _ receipt: JSON) {
    self.kind = kind
    self.document = document
    self.name = name
    account = document.content["account"]?.externalID
    value = document["price_unit"]?.decimalValue ?? 0
    vatPercent = document["=vat_percent"]?.decimalValue ?? 0
    vatStatus = document.content["vatStatus"]?.intValue ?? receipt["vatStatus"]?.intValue
  }
}
