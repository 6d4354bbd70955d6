import Core
import Foundation
import Mapping

/// What the rows of an invoice add up to, held against what Odoo booked.
///
/// Amounts may be rounded row by row or percentage by percentage: Odoo does either, by a setting, and Procountor does not
/// publish which it does; the setting `rounding` says what the company has seen. Rows that do not come to Odoo's totals
/// that way say something else than the invoice.
struct InvoiceAmounts {
  struct Totals: Equatable {
    var net: Decimal = 0
    var vat: Decimal = 0
    var gross: Decimal { net + vat }
    /// `1010 + 250.35 = 1260.35`
    var words: String { "\(net.shortest) + \(vat.shortest) = \(gross.shortest)" }

    static func sum(_ parts: [Totals]) -> Totals {
      parts.reduce(Totals()) { Totals(net: $0.net + $1.net, vat: $0.vat + $1.vat) }
    }
  }

  let lines: [InvoiceLine]
  /// Whether the prices of the rows contain VAT: only where those of all taxed lines do.
  let includesVAT: Bool
  let booked: Totals
  /// What Odoo has as the total; usually net and VAT together.
  let bookedGross: Decimal
  /// The smallest amount of the currency.
  let unit: Decimal
  /// The setting `rounding`: `row`, `percent` or `any`.
  private let rounding: String?

  static let reads = ["amount_untaxed", "amount_tax", "amount_total", "currency_id.rounding"]

  init(_ move: DocumentView) {
    func amount(_ field: String) -> Decimal { move.value(field)?.decimalValue ?? 0 }
    let isCredit = move.text("move_type") == "out_refund"
    lines = InvoiceLines(move.value("line_ids")?.arrayValue ?? [], isCredit: isCredit).lines
    let taxed = lines.filter { $0.tax.percent != 0 }
    includesVAT = !taxed.isEmpty && taxed.allSatisfy(\.tax.isIncluded)
    booked = Totals(net: amount("amount_untaxed"), vat: amount("amount_tax"))
    bookedGross = amount("amount_total")
    let smallest = amount("currency_id.rounding")
    unit = smallest > 0 ? smallest : Self.cent
    rounding = move.setting("rounding")
  }

  private static let cent = Decimal(sign: .plus, exponent: -2, significand: 1)

  /// The totals by each way of rounding that counts.
  private var computed: [Totals] {
    switch rounding {
    case "row": [byRow, byRoundedRow]
    case "percent": [byPercent, byPercentOfRows]
    default: [byRow, byPercent, byPercentOfRows]
    }
  }

  /// What the rows come to where that is not what was booked; nil where it is.
  ///
  /// Whoever says how Procountor rounds gets Odoo's totals to the cent, whether it takes the amounts of rows rounded or
  /// not. Where differences are allowed, one usual way is enough, but for a smallest amount for each tax.
  var difference: Totals? {
    let isStrict = rounding == "row" || rounding == "percent"
    let taxes = Set(lines.filter { $0.tax.percent != 0 }.map(\.tax.id)).count
    let tolerance = isStrict ? max(Self.cent, unit / 2) : unit * Decimal(max(1, taxes))
    let off = computed.filter { !isBooked($0, tolerance) }
    return isStrict || off.count == computed.count ? off.first : nil
  }

  private func isBooked(_ totals: Totals, _ tolerance: Decimal) -> Bool {
    func isNear(_ amount: Decimal, _ other: Decimal) -> Bool { abs(amount - other) <= tolerance }
    // Not a number compares as less than every number.
    return totals.gross.isFinite && isNear(totals.net, booked.net) && isNear(totals.vat, booked.vat)
      && isNear(totals.gross, bookedGross)
  }

  private var byRow: Totals {
    .sum(lines.map { totals($0.amount(includesVAT: includesVAT), $0.tax.percent) })
  }

  private var byRoundedRow: Totals {
    .sum(
      lines.map { line in
        let amount = round(line.amount(includesVAT: includesVAT))
        let net = includesVAT ? round(amount * 100 / (100 + line.tax.percent)) : amount
        return Totals(net: net, vat: includesVAT ? amount - net : round(net * line.tax.percent / 100))
      }
    )
  }

  private var byPercent: Totals { .sum(sums { $0 }.map { totals($0.value, $0.key) }) }

  private var byPercentOfRows: Totals { .sum(sums(round).map { totals($0.value, $0.key) }) }

  private func sums(_ each: (Decimal) -> Decimal) -> [Decimal: Decimal] {
    lines.reduce(into: [:]) { $0[$1.tax.percent, default: 0] += each($1.amount(includesVAT: includesVAT)) }
  }

  /// Net and VAT of an amount that was not rounded yet.
  private func totals(_ amount: Decimal, _ percent: Decimal) -> Totals {
    guard includesVAT else { return Totals(net: round(amount), vat: round(amount * percent / 100)) }
    let vat = round(amount * percent / (100 + percent))
    return Totals(net: round(amount) - vat, vat: vat)
  }

  private func round(_ amount: Decimal) -> Decimal { (amount / unit).rounded(0) * unit }
}
