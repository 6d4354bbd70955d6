import Core
import Foundation

/// What was agreed on paying: when all is due, and what may be taken off until when.
///
/// Source: reference D-12. An entry of `paymentTerms` with a percentage is a cash discount, one without is the day on which
/// the rest is due.
struct PaymentAgreement {
  struct Discount: Hashable {
    let days: Int
    let percentage: Decimal
  }

  /// What of `account.payment.term` says it.
  static let fields: JSON = [
    "early_discount": nil, "discount_percentage": nil, "discount_days": nil,
    "line_ids": ["value": nil, "value_amount": nil, "nb_days": nil, "delay_type": nil],
  ]

  /// Days until all is due; nil when that is not said, or not one day after the invoice's.
  let days: Int?
  let discounts: Set<Discount>

  /// The document's `paymentTerms`.
  init(entries: [JSON]) {
    let parts = entries.map { entry in
      Discount(
        days: entry["payInNumberOfDays"]?.decimalValue?.wholeNumber ?? 0,
        percentage: entry["percentage"]?.decimalValue ?? 0
      )
    }
    discounts = Set(parts.filter { !$0.percentage.isZero })
    days = parts.filter(\.percentage.isZero).map(\.days).max()
  }

  /// A payment term of Odoo.
  init(term: JSON) {
    let lines = term["line_ids"]?.arrayValue ?? []
    let isOne =
      lines.count == 1 && lines.first?["value"] == "percent" && lines.first?["value_amount"]?.decimalValue == 100
    days = isOne && lines.first?["delay_type"] == "days_after" ? lines.first?["nb_days"]?.intValue : nil
    let discount = Discount(
      days: term["discount_days"]?.intValue ?? 0,
      percentage: term["discount_percentage"]?.decimalValue ?? 0
    )
    discounts = term["early_discount"] == true ? [discount] : []
  }

  /// True when both say the same; what only one of them says agrees with nothing.
  func agrees(with other: PaymentAgreement) -> Bool { days == other.days && discounts == other.discounts }

  /// `2 % within 10 days, all within 30 days`.
  var words: String {
    let taken = discounts.sorted { $0.days < $1.days }.map { "\($0.percentage.shortest) % within \($0.days) days" }
    return (taken + (days.map { ["all within \($0) days"] } ?? [])).joined(separator: ", ")
  }
}
