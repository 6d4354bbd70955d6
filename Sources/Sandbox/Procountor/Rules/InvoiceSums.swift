import Core
import Foundation

/// What an invoice adds up to, in its own currency and to the cent.
struct InvoiceSums: Sendable, Equatable {
  /// One row after its discount and that of the whole invoice.
  struct Row: Sendable, Equatable {
    let net: Decimal
    let vat: Decimal
    let percent: Decimal
    let status: Int?
    let productID: Int?
    let text: String
  }

  let rows: [Row]
  let net: Decimal
  let vat: Decimal

  var gross: Decimal { net + vat }

  /// With `byRate` VAT is rounded once for each percentage in place of on every row.
  init(_ invoice: JSON, byRate: Bool) {
    let includesVat = invoice["extraInfo"]?["unitPricesIncludeVat"] == true
    let discount = invoice["discountPercent"]?.number ?? 0
    rows = (invoice["invoiceRows"]?.arrayValue ?? []).map { Self.row($0, discount, includesVat) }
    net = rows.reduce(0) { $0 + $1.net }
    guard byRate, !includesVat else {
      vat = rows.reduce(0) { $0 + $1.vat }
      return
    }
    let nets = rows.reduce(into: [Decimal: Decimal]()) { $0[$1.percent, default: 0] += $1.net }
    vat = nets.reduce(0) { $0 + ($1.value * $1.key / 100).rounded(2) }
  }

  private static func row(_ row: JSON, _ discount: Decimal, _ includesVat: Bool) -> Row {
    let percent = row["vatPercent"]?.number ?? 0
    let full = (row["quantity"]?.number ?? 0) * (row["unitPrice"]?.number ?? 0)
    let off = (1 - (row["discountPercent"]?.number ?? 0) / 100) * (1 - discount / 100)
    let sum = (full * off).rounded(2)
    let net = includesVat ? (sum * 100 / (100 + percent)).rounded(2) : sum
    return Row(
      net: net,
      vat: includesVat ? sum - net : (net * percent / 100).rounded(2),
      percent: percent,
      status: row["vatStatus"]?.intValue,
      productID: row["productId"]?.intValue,
      text: row["product"]?.stringValue ?? ""
    )
  }

  /// `invoiceSumInfo`: in the invoice's currency, and in the accounting currency where that is another one.
  ///
  /// The rate is one unit of the accounting currency, expressed in the invoice's.
  func json(_ currency: String, accounting: String, rate: Decimal) -> JSON {
    let own = Self.entry(currency, currency == accounting, net, vat)
    guard currency != accounting, rate > 0 else { return .array([own]) }
    let home = ((net / rate).rounded(2), (gross / rate).rounded(2))
    return .array([own, Self.entry(accounting, true, home.0, home.1 - home.0)])
  }

  private static func entry(_ currency: String, _ isAccounting: Bool, _ net: Decimal, _ vat: Decimal) -> JSON {
    [
      "currency": .string(currency), "inAccountingCurrency": .bool(isAccounting), "excludingVatTotal": .number(net),
      "vatSumTotal": .number(vat), "invoiceSumTotal": .number(net + vat),
    ]
  }
}
