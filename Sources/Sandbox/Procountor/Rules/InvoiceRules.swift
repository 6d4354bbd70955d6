import Core
import Foundation

/// What an invoice must be beyond its shape: rules that look at several fields or at the company's books.
struct InvoiceRules {
  let invoice: JSON
  let books: CompanyBooks
  var complaints = Complaints()

  var company: ProcountorCompany { books.company }
  var side: VatSide { VatSide(invoiceType: type) }
  var isSales: Bool { side == .sales }
  private var type: String { invoice["type"]?.stringValue ?? "" }

  /// - Throws: everything that is wrong, field by field.
  static func check(_ invoice: JSON, _ books: CompanyBooks) throws(ProcountorRefusal) {
    var rules = InvoiceRules(invoice: invoice, books: books)
    rules.checkHead()
    rules.checkRows()
    rules.checkVat()
    rules.checkChannel()
    rules.checkPayment()
    rules.checkSum()
    try rules.complaints.verdict()
  }

  mutating func refuse(_ field: String, _ message: String) { complaints.add(Place(field), message) }

  private mutating func checkHead() {
    if !["SALES_INVOICE", "SALES_ORDER", "PURCHASE_INVOICE", "PURCHASE_ORDER"].contains(type) {
      refuse("type", "This type cannot be made here.")
    }
    if let status = invoice["status"]?.stringValue, status != "UNFINISHED" {
      refuse("status", "A new invoice is UNFINISHED.")
    }
    if isSales, invoice["language"]?.stringValue == nil { refuse("language", "A sales invoice needs a language.") }
    if isSales, invoice["deliveryMethod"] == "OTHER" { refuse("deliveryMethod", "OTHER is not for sales.") }
    checkPartner()
    checkTemplate()
    checkPeriod("deliveryStartDate", "deliveryEndDate", invoice, at: "")
    if let contract = invoice["factoringContractId"]?.intValue {
      refuse("factoringContractId", "There is no factoring contract \(contract).")
    }
    if invoice["travelInformationItems"]?.arrayValue?.isEmpty == false {
      refuse("travelInformationItems", "Only travel invoices have these.")
    }
    let identifier = invoice["counterParty"]?["identifier"]?.stringValue ?? ""
    if identifier.looksLikeBusinessID, !FinnishNumbers.isBusinessID(identifier) {
      refuse("counterParty.identifier", "The check digit of the business ID is wrong.")
    }
    if (invoice["counterParty"]?["bccAddresses"]?.arrayValue?.count ?? 0) > 4 {
      refuse("counterParty.bccAddresses", "There may be four addresses at most.")
    }
  }

  private mutating func checkPartner() {
    guard let id = invoice["partnerId"]?.intValue else { return }
    let wanted = isSales ? "CUSTOMER" : "SUPPLIER"
    if books[.partners, id]?.body["type"]?.stringValue != wanted {
      refuse("partnerId", "There is no business partner \(id) of the type \(wanted).")
    }
  }

  private mutating func checkTemplate() {
    guard let template = invoice["invoiceTemplateId"]?.intValue else { return }
    let exists = company.list("invoice_templates").contains { $0["id"]?.intValue == template }
    if !isSales || !exists { refuse("invoiceTemplateId", "There is no template \(template) for this type.") }
  }

  mutating func checkPeriod(_ start: String, _ end: String, _ object: JSON, at place: String) {
    guard let first = object[start]?.stringValue, let last = object[end]?.stringValue, last < first else { return }
    refuse(place + end, "The period ends before it starts.")
  }

  /// Beyond this an amount has no cents that could be trusted.
  private mutating func checkSum() {
    let gross = InvoiceSums(invoice, byRate: false).gross
    if gross.isNaN || abs(gross) >= 10_000_000_000 { refuse("invoiceRows", "The sum of the invoice is too great.") }
  }

  private mutating func checkRows() {
    for (index, row) in (invoice["invoiceRows"]?.arrayValue ?? []).enumerated() {
      checkPeriod("startDate", "endDate", row, at: "invoiceRows.\(index).")
      guard let id = row["productId"]?.intValue else { continue }
      let wanted = isSales ? "SALES" : "PURCHASE"
      if books[.products, id]?.body["type"]?.stringValue != wanted {
        refuse("invoiceRows.\(index).productId", "There is no product \(id) of the type \(wanted).")
      }
    }
  }
}

extension String {
  /// Seven digits, a hyphen, a digit, whatever the check digit.
  var looksLikeBusinessID: Bool {
    utf8.count == 9 && dropFirst(7).hasPrefix("-") && String(prefix(7) + suffix(1)).isDigits
  }
}
