import Core
import Foundation
import Mapping

/// One product line of an invoice or credit note: what Odoo says of it, and what is sent.
struct InvoiceLine {
  let record: JSON
  let taxes: [InvoiceTax]
  let quantity: Decimal
  let priceUnit: Decimal
  /// In percent.
  let discount: Decimal
  /// As the invoice prints it, rounded to the currency: without and with taxes.
  let subtotal: Decimal
  let total: Decimal
  /// What was booked for the line; its sum is the invoice's untaxed amount.
  let booked: Decimal
  /// The subtotal that is sent: with those of the other lines it makes the untaxed amount.
  var net: Decimal
  /// The tax that is sent: with those of the other lines it makes the tax of the invoice.
  var tax: Decimal = 0

  /// The paths below `line_ids` that it is made of.
  static let reads =
    [
      "display_type", "sequence", "quantity", "price_unit", "discount", "price_subtotal", "price_total",
      "amount_currency",
    ] + InvoiceTax.reads

  /// A line as Odoo gives it; `sign` makes booked amounts positive, −1 for invoices, 1 for credit notes.
  init(_ record: JSON, sign: Decimal) {
    func decimal(_ field: String) -> Decimal { record[field]?.decimalValue ?? 0 }
    self.record = record
    taxes = InvoiceTax.all(of: record)
    quantity = decimal("quantity")
    priceUnit = decimal("price_unit")
    discount = decimal("discount")
    subtotal = decimal("price_subtotal")
    total = decimal("price_total")
    booked = sign * decimal("amount_currency")
    net = subtotal
  }

  var id: Int { record["id"]?.intValue ?? 0 }
  /// What is left of the price after the discount: 0.9 for 10 %.
  private var share: Decimal { (100 - discount) / 100 }
  /// The sum of the percentages (D-13).
  var percentage: Decimal { taxes.reduce(0) { $0 + $1.rate } }
  private var included: Decimal { taxes.reduce(0) { $0 + ($1.isIncluded ? $1.rate : 0) } }
  /// The lines that share their taxes share their rounding.
  var key: [Int] { taxes.map(\.id) }

  /// The subtotal before it was rounded.
  var exact: Decimal {
    let gross = quantity * priceUnit * share
    return included.isZero ? gross : gross * 100 / (100 + included)
  }

  /// Whether the amounts follow from quantity, price and discount, so that they can be sent.
  var isSound: Bool { quantity > 0 && (0...100).contains(discount) && net >= 0 && (discount < 100 || net == 0) }

  /// Whether Odoo's tax on the line is its percentage of the net amount, but for rounding; a tax that is computed on a
  /// price with another one in it is not.
  func isTaxed(_ unit: Decimal) -> Bool {
    abs(total - subtotal - subtotal * percentage / 100) <= unit * Decimal(taxes.count + 1)
  }

  /// OI23, D-08: the price of one before the discount, so that quantity × price less the discount is the subtotal.
  ///
  /// It has as many digits as that needs to a millionth of the currency's smallest unit; a discount of 100 % leaves
  /// nothing to divide, so the price is taken from the line then, without the taxes in it.
  func unitPrice(_ unit: Decimal) -> Decimal? {
    guard isSound else { return nil }
    if discount == 100 { return included.isZero ? priceUnit : (priceUnit * 100 / (100 + included)).rounded(8) }
    if quantity * priceUnit * share == net { return priceUnit }
    let price = net / quantity / share
    let places = (0...24).first { abs(price.rounded($0) * quantity * share - net) <= unit / 1_000_000 }
    return places.map(price.rounded)
  }

  /// The text beside the tax: the names of several, the reason for none (D-13).
  var taxText: String? {
    if taxes.isEmpty { return "Tax free" }
    return taxes.count == 1 && percentage != 0 ? nil : taxes.map(\.name).joined(separator: ", ")
  }

  /// The line with what the rows of the table take from it.
  func derived(_ unit: Decimal, further members: [(String, JSON?)]) -> JSON {
    let price = unitPrice(unit)
    let tax = JSON.record([
      ("amount", .number(tax)), ("percentage", .number(percentage)), ("description", taxText.map(JSON.string)),
    ])
    let own: [(String, JSON?)] = [
      ("=unit_price", price.map(JSON.number)), ("=tax", tax), ("=is_taxed", .bool(isTaxed(unit))),
      ("=discount", discount.isZero ? nil : price.map { reduction(of: $0) }),
    ]
    return record.adding(own + members)
  }

  private func reduction(of price: Decimal) -> JSON {
    let modification: JSON = [
      "type": "ALLOWANCE", "calculationType": "RELATIVE", "reasonCode": "DISCOUNT", "percentage": .number(discount),
    ]
    return [["level": 1, "basis": .number(quantity * price), "modifications": [modification]]]
  }
}
