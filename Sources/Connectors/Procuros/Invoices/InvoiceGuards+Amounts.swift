import Core
import Foundation
import Mapping

extension InvoiceGuards {
  /// A negative price or a surcharge has no place on a line of Procuros.
  static let prices = Guard(
    "Prices are not negative, discounts between 0 and 100 %.",
    reads: ["line_ids.price_unit", "line_ids.discount"]
  ) { move in
    move.lines("line_ids", displayType: "product").flatMap { line in
      [line.priceIssue, line.discountIssue].compactMap(\.self)
    }
  }

  /// Source: D-13; only percentages of the net price can be said.
  static let taxes = Guard(
    "Taxes are percentages of the net price: none of a fixed amount, negative, or taxed itself.",
    reads: []
  ) { move in
    move.lines("line_ids", displayType: "product").flatMap { line -> [Issue] in
      let refused = InvoiceTax.all(of: line.record).compactMap { tax -> Issue? in
        guard let refusal = tax.refusal else { return nil }
        return line.issue(
          "procuros.invoice.tax",
          "The tax \(tax.name) of \(line.displayName) \(refusal), which Procuros has no words for.",
          at: "tax_ids",
          path: "content.items[].tax",
          repair: "Choose a tax in percent, or send the document another way.",
          params: ["tax": tax.name]
        )
      }
      return refused.isEmpty && !line.isUnsound ? [line.taxIssue].compactMap(\.self) : refused
    }
  }

  /// A payload whose sums do not add up would be refused, or booked wrong.
  static let totals = Guard(
    "The lines make the untaxed amount, their taxes the tax, and both the total, but for rounding.",
    reads: []
  ) { move in
    // One line that cannot be sent is one thing to mend; its sums follow.
    let lines = move.lines("line_ids", displayType: "product")
    guard !lines.contains(where: { $0.isUnsound || $0.taxIssue != nil }) else { return [] }
    return (move.value("=faults")?.arrayValue ?? []).compactMap { $0.stringValue.map(move.totalIssue) }
  }

  /// D-10: the due amount is sent as Odoo has it. Posting a credit note pays it off against its invoice, which is no
  /// news to anybody.
  static let due = Guard("Payments before sending are a warning.", reads: ["amount_residual"]) { move in
    guard move.setting("due_amount") != "gross", let due = move.value("amount_residual")?.decimalValue,
      let total = move.value("amount_total")?.decimalValue, due != total
    else { return [] }
    return [
      move.issue(
        "procuros.invoice.due",
        "Of \(move.displayName), \(due.shortest) of \(total.shortest) is still due; that is sent as the amount due.",
        at: "amount_residual",
        severity: .warning,
        path: "content.summary.dueAmount",
        repair: "Choose in the connector whether the amount due or the total is sent."
      )
    ]
  }

  /// D-12: Procuros has no words for instalments.
  static let terms = Guard(
    "Of instalments only the last due date is sent: a warning; it is not before the invoice date.",
    reads: []
  ) { move in
    let terms = InvoiceTerms(move)
    if let days = terms.days, days < 0 { return [move.dueBefore] }
    guard terms.dueDates.count > 1 else { return [] }
    return [
      move.issue(
        "procuros.invoice.instalments",
        "\(move.displayName) is paid in \(terms.dueDates.count) instalments; only the last due date is sent.",
        at: "invoice_payment_term_id",
        severity: .warning,
        path: "content.header.paymentTerms",
        repair: "Choose payment terms with one due date, or agree the instalments with the customer."
      )
    ]
  }
}

extension DocumentView {
  fileprivate var priceIssue: Issue? {
    guard let price = value("price_unit")?.decimalValue, price < 0 else { return nil }
    return issue(
      "procuros.invoice.negative_price",
      "The price of \(displayName) is \(price.shortest); Procuros takes no negative prices.",
      at: "price_unit",
      path: "content.items[].unitPrice",
      repair: "Enter the reduction as a discount on the lines it is meant for."
    )
  }

  fileprivate var discountIssue: Issue? {
    guard let discount = value("discount")?.decimalValue, !(0...100).contains(discount) else { return nil }
    return issue(
      "procuros.invoice.discount",
      "The discount of \(displayName) is \(discount.shortest) %; it must be between 0 and 100.",
      at: "discount",
      path: "content.items[].modificationGroups",
      repair: "Put a surcharge into the price."
    )
  }

  /// The taxes of a line on whose prices Odoo computes one with another one in it.
  fileprivate var taxIssue: Issue? {
    guard value("=is_taxed") == false else { return nil }
    let names = InvoiceTax.all(of: record).map(\.name).joined(separator: ", ")
    return issue(
      "procuros.invoice.tax_base",
      "The taxes \(names) of \(displayName) are not all percentages of its net amount, which is all Procuros has words for.",
      at: "tax_ids",
      path: "content.items[].tax",
      repair: "Put the taxes that are included in the price before the others, or use taxes of one kind only.",
      params: ["tax": names]
    )
  }

  /// Whether the line itself is at fault, so that the totals need not be looked at.
  fileprivate var isUnsound: Bool {
    priceIssue != nil || discountIssue != nil || (value("quantity")?.decimalValue ?? 0) <= 0
      || InvoiceTax.all(of: record).contains { $0.refusal != nil }
  }

  fileprivate func totalIssue(_ fault: String) -> Issue {
    let field = ["net": "amount_untaxed", "tax": "amount_tax"][fault] ?? "amount_total"
    let words = ["net": "The lines of", "tax": "The taxes on the lines of"][fault] ?? "Untaxed amount and tax of"
    return issue(
      "procuros.invoice.total_\(fault)",
      "\(words) \(displayName) do not make its \(table.label(field)).",
      at: field,
      path: "content.summary",
      repair: "Look for cash rounding, a tax amount changed by hand or a cash discount that reduces the tax; "
        + "set the document back to draft and remove it."
    )
  }

  fileprivate var dueBefore: Issue {
    issue(
      "procuros.invoice.due_before",
      "\(displayName) is due before its invoice date.",
      at: "invoice_date_due",
      path: "content.header.paymentTerms",
      repair: "Correct the due date."
    )
  }
}
