import Core
import Foundation
import Mapping

/// When an invoice is to be paid, and for what cash discount (D-12).
struct InvoiceTerms {
  /// The due dates that were booked, the last one last.
  let dueDates: [String]
  /// Days from the invoice date to the last due date; nil when there is no due date to tell.
  let days: Int?
  private let discount: JSON?

  /// The paths of the document that they are made of.
  static let reads =
    ["early_discount", "discount_percentage", "discount_days"].map { "invoice_payment_term_id." + $0 }
    + ["invoice_date", "invoice_date_due", "line_ids.date_maturity"]

  init(_ move: DocumentView) {
    let booked = move.lines("line_ids", displayType: "payment_term").compactMap { $0.text("date_maturity") }
    dueDates = Set(booked).sorted()
    let due = dueDates.last ?? move.text("invoice_date_due")
    let span = move.text("invoice_date").flatMap { start in due.flatMap { Day.distance(from: start, to: $0) } }
    // Without a term, due at once is what Odoo writes when nothing was agreed.
    days = move.id("invoice_payment_term_id") == nil && span == 0 ? nil : span
    discount = Self.discount(move)
  }

  /// OI16: the cash discount, if there is one, and the final due date; nil without both.
  var terms: JSON? {
    guard let days, days >= 0 else { return nil }
    return .array([discount, ["payInNumberOfDays": .int(days), "percentage": 0]].compactMap(\.self))
  }

  private static func discount(_ move: DocumentView) -> JSON? {
    guard move.value("invoice_payment_term_id.early_discount") == true,
      let percentage = move.value("invoice_payment_term_id.discount_percentage")?.decimalValue, percentage > 0,
      let days = move.value("invoice_payment_term_id.discount_days")?.intValue
    else { return nil }
    return ["payInNumberOfDays": .int(days), "percentage": .number(percentage)]
  }
}
