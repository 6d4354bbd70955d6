import Core
import Foundation

/// Invoices and bills as Odoo's accounting treats them: totals, defaults, posting.
extension OdooRecords {
  private static let move = "account.move"
  private static let line = "account.move.line"

  /// Totals, currency and names after a move was written; each line is rounded for itself, as Odoo does by default.
  ///
  /// - Throws: `odoo.user` where Odoo refuses the move: no journal of its type, a line without account.
  mutating func total(_ id: Int) throws(ServedError) {
    try checkMove(id)
    var net: Decimal = 0
    var tax: Decimal = 0
    for line in productLines(id) {
      let amounts = amounts(line)
      net += amounts.net
      tax += amounts.tax
      let booked = isCredited(id) ? -amounts.net : amounts.net
      write(Self.line, line, ["price_subtotal": Self.json(amounts.net), "amount_currency": Self.json(booked)])
    }
    let paid = (decimal(id, "amount_total") - decimal(id, "amount_residual"))
    var values = defaults(id)
    values["amount_untaxed"] = Self.json(net)
    values["amount_tax"] = Self.json(tax)
    values["amount_total"] = Self.json(net + tax)
    values["amount_total_signed"] = Self.json(isPurchase(id) ? -(net + tax) : net + tax)
    values["amount_residual"] = Self.json(net + tax - paid)
    write(Self.move, id, values)
  }

  /// The lines of goods and services, not those that Odoo adds to book them.
  func productLines(_ move: Int) -> [Int] {
    let lines = value(Self.move, move, "line_ids")?.arrayValue?.compactMap(\.intValue) ?? []
    return lines.filter { [JSON.null, "product"].contains(value(Self.line, $0, "display_type") ?? .null) }
  }

  private func amounts(_ line: Int) -> (net: Decimal, tax: Decimal) {
    func number(_ field: String) -> Decimal { value(Self.line, line, field)?.decimalValue ?? 0 }
    let amount = number("quantity") * number("price_unit") * (100 - number("discount")) / 100
    let taxes = value(Self.line, line, "tax_ids")?.arrayValue?.compactMap(\.intValue) ?? []
    let percent = taxes.map { value("account.tax", $0, "amount")?.decimalValue ?? 0 }.reduce(0, +)
    let isIncluded = taxes.contains { value("account.tax", $0, "price_include") == true }
    let net = (isIncluded ? amount * 100 / (100 + percent) : amount).rounded(2)
    return (net, isIncluded ? amount.rounded(2) - net : (net * percent / 100).rounded(2))
  }

  private func defaults(_ id: Int) -> [String: JSON] {
    let partner = value(Self.move, id, "partner_id")?.intValue
    let commercial = partner.flatMap { value("res.partner", $0, "commercial_partner_id") } ?? .null
    let company = value(Self.move, id, "company_id")?.intValue ?? 1
    var values: [String: JSON] = ["commercial_partner_id": commercial, "company_id": .int(company)]
    if value(Self.move, id, "currency_id")?.isNull ?? true {
      values["currency_id"] = value("res.company", company, "currency_id")
    }
    if value(Self.move, id, "state")?.isNull ?? true {
      values["state"] = "draft"
      values["payment_state"] = "not_paid"
      values["display_name"] = .string("Draft Bill (* \(id))")
    }
    return values
  }

  private func isPurchase(_ id: Int) -> Bool {
    value(Self.move, id, "move_type")?.stringValue?.hasPrefix("in_") ?? false
  }

  /// Lines of what is sold, and of what goes back to a vendor, are booked as credit: below zero.
  private func isCredited(_ id: Int) -> Bool {
    ["out_invoice", "in_refund"].contains(value(Self.move, id, "move_type")?.stringValue)
  }

  private func checkMove(_ id: Int) throws(ServedError) {
    let type = value(Self.move, id, "move_type")?.stringValue ?? "entry"
    guard ["out_invoice", "out_refund", "in_invoice", "in_refund"].contains(type) else {
      throw .invalid("Wrong value for account.move.move_type: '\(type)'")
    }
    let journal = value(Self.move, id, "journal_id")?.intValue
    let wanted: JSON = isPurchase(id) ? "purchase" : "sale"
    guard let journal, value("account.journal", journal, "type") == wanted else {
      throw .user("The journal of this document must be of type \(wanted.stringValue ?? "").")
    }
    for line in productLines(id) where value(Self.line, line, "account_id")?.isNull ?? true {
      throw .user("Missing required account on accountable line.")
    }
  }

  // MARK: Posting

  mutating func post(_ id: Int) throws(ServedError) {
    guard value(Self.move, id, "state") == "draft" else {
      throw .user("The entry \(name(Self.move, id).stringValue ?? "") must be in draft.")
    }
    guard let date = value(Self.move, id, "invoice_date")?.stringValue else {
      throw .user("The Bill/Refund date is required to validate this document.")
    }
    let prefix = isPurchase(id) ? "BILL" : "INV"
    let count = ids(Self.move).filter { other in
      value(Self.move, other, "name")?.stringValue?.hasPrefix(prefix + "/") ?? false
    }.count
    let number = JSON.string("\(prefix)/\(date.prefix(4))/" + String(100_001 + count).dropFirst())
    write(Self.move, id, ["state": "posted", "name": number, "display_name": number])
  }

  // MARK: Numbers

  func decimal(_ move: Int, _ field: String) -> Decimal { value(Self.move, move, field)?.decimalValue ?? 0 }

  /// As the gateway sends decimals: text in its shortest form.
  static func json(_ amount: Decimal) -> JSON { .string(JSON.decimal(amount).text) }
}
