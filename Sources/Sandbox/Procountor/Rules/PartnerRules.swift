import Core

/// What a business partner must be beyond its shape.
enum PartnerRules {
  static func check(_ partner: JSON, _ company: ProcountorCompany, isNew: Bool) throws(ProcountorRefusal) {
    var complaints = Complaints()
    if isNew {
      if partner["type"] == "PERSON" { complaints.add(Place("type"), "A person cannot be made here.") }
      for name in ["id", "version", "attachments"] where !(partner[name] ?? .null).isNull {
        complaints.add(Place(name), "Procountor sets \(name) itself.")
      }
    }
    if partner["type"] == "CUSTOMER", (partner["address"] ?? .null).isNull {
      complaints.add(Place("address"), "A customer needs an address.")
    }
    checkPayment(partner["paymentInfo"] ?? .null, &complaints)
    checkInvoicing(partner["invoicingInfo"] ?? .null, &complaints)
    try complaints.verdict()
  }

  /// The days of a payment term are a text of digits.
  private static func checkPayment(_ info: JSON, _ complaints: inout Complaints) {
    if let days = info["paymentTermDays"]?.stringValue, !days.isEmpty, !days.isDigits || days.count > 3 {
      complaints.add(Place("paymentInfo.paymentTermDays"), "The days are a number from 0 to 999.")
    }
    if let iban = info["bankAccount"]?.stringValue, !iban.isEmpty, !FinnishNumbers.isIBAN(iban) {
      complaints.add(Place("paymentInfo.bankAccount"), "This is no IBAN.")
    }
    if (info["cashDiscount"]?["optionList"]?.arrayValue?.count ?? 0) > 3 {
      complaints.add(Place("paymentInfo.cashDiscount.optionList"), "There may be three cash discounts at most.")
    }
  }

  private static func checkInvoicing(_ info: JSON, _ complaints: inout Complaints) {
    let identifier = info["identifier"]?.stringValue ?? ""
    if info["identifierType"] == "FI", !FinnishNumbers.isBusinessID(identifier) {
      complaints.add(Place("invoicingInfo.identifier"), "This is no Finnish business ID.")
    }
    if ["EDIFACT", "PAPER_INVOICE"].contains(info["invoiceChannel"]?.stringValue) {
      complaints.add(Place("invoicingInfo.invoiceChannel"), "This channel cannot be chosen.")
    }
    if (info["bccAddresses"]?.arrayValue?.count ?? 0) > 4 {
      complaints.add(Place("invoicingInfo.bccAddresses"), "There may be four addresses at most.")
    }
  }
}
