import Core
import Foundation
import TestKit

/// An invoice or credit note that can be sent, different for every seed, with the amounts that Odoo computes: rounded
/// per line or for the document as a whole, taxes on top of or in the prices, discounts, five currencies.
///
/// `contrib/soak payloads` does the same with a real Odoo; this one is here for many of them in a second.
struct RandomInvoice {
  private var random: SeededRandom
  private let seed: Int
  private let isCreditNote: Bool
  private let currency: (name: String, places: Int)
  private let isRoundedGlobally: Bool
  private(set) var document: JSON = .null

  var places: Int { currency.places }

  private struct Tax {
    let id: Int
    let rate: Decimal
    let isIncluded: Bool

    var json: JSON {
      [
        "id": .int(id), "display_name": .string("\(rate) %"), "name": .string("\(rate) %"),
        "amount": .string(rate.shortest), "amount_type": "percent", "price_include": .bool(isIncluded),
        "include_base_amount": false, "children_tax_ids": [],
      ]
    }
  }

  private struct Line {
    var json: [(String, JSON)]
    let taxes: [(tax: Tax, exact: Decimal)]
    let exact: Decimal
    var net: Decimal
    var total: Decimal
    var booked: Decimal
  }

  private static let rates = ["0", "2.5", "5", "7", "9.975", "19", "25"].compactMap { Decimal(exactly: $0) }
  private static let taxes = rates.enumerated().flatMap { index, rate in
    [Tax(id: 10 + index, rate: rate, isIncluded: false), Tax(id: 30 + index, rate: rate, isIncluded: true)]
  }

  init(seed: Int) {
    self.seed = seed
    random = SeededRandom(seed: UInt64(seed))
    isCreditNote = seed.isMultiple(of: 3)
    isRoundedGlobally = seed.isMultiple(of: 2)
    currency = [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CHF", 2)][seed % 5]
    let count = seed.isMultiple(of: 20) ? pick(100...300) : pick(1...15)
    var lines = (1...count).map { line($0) }
    let sums = taxSums(lines)
    if isRoundedGlobally { spread(sums, &lines) }
    document = move(lines, sums.map { ($0.tax, round($0.amount)) })
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private func round(_ amount: Decimal) -> Decimal { amount.rounded(places) }

  private mutating func decimal(_ range: ClosedRange<Int>, places: Int) -> Decimal {
    Decimal(sign: .plus, exponent: -places, significand: Decimal(pick(range)))
  }

  // MARK: As Odoo computes

  private mutating func line(_ number: Int) -> Line {
    let quantity = decimal(1...100_000, places: pick(0...2))
    let price = decimal(0...9_999_999, places: pick(2...8))
    let discounts = ["0", "0", "0", "10", "33.33", "99.99", "100"].compactMap { Decimal(exactly: $0) }
    let discount = discounts.randomElement(using: &random) ?? 0
    let taxes = Array(Self.taxes.shuffled(using: &random).prefix([0, 1, 1, 1, 2][pick(0...4)]))
    let gross = quantity * price * (100 - discount) / 100
    let exact = gross * 100 / (100 + taxes.reduce(0) { $0 + ($1.isIncluded ? $1.rate : 0) })
    let shares = taxes.map { (tax: $0, exact: exact * $0.rate / 100) }
    var (net, total) = (round(exact), round(shares.reduce(exact) { $0 + $1.exact }))
    if !isRoundedGlobally {
      let inside = shares.filter { $0.tax.isIncluded }.reduce(Decimal(0)) { $0 + round($1.exact) }
      net = shares.contains { $0.tax.isIncluded } ? round(gross) - inside : net
      total = shares.reduce(net) { $0 + round($1.exact) }
    }
    let members = members(number, quantity, price, discount, taxes)
    return Line(json: members, taxes: shares, exact: exact, net: net, total: total, booked: net)
  }

  /// The amount and net base of each tax over all lines, in the order in which the taxes come.
  private func taxSums(_ lines: [Line]) -> [(tax: Tax, amount: Decimal, base: Decimal)] {
    var sums: [(tax: Tax, amount: Decimal, base: Decimal)] = []
    for line in lines {
      for (tax, exact) in line.taxes where tax.rate != 0 {
        let amount = isRoundedGlobally ? exact : round(exact)
        if let index = sums.firstIndex(where: { $0.tax.id == tax.id }) {
          sums[index].amount += amount
          sums[index].base += line.exact
        } else {
          sums.append((tax, amount, line.exact))
        }
      }
    }
    return sums
  }

  /// What the rounded net amounts miss of a tax's base is booked on the smallest line of that tax.
  private func spread(_ sums: [(tax: Tax, amount: Decimal, base: Decimal)], _ lines: inout [Line]) {
    for sum in sums {
      let with = lines.indices.filter { lines[$0].taxes.contains { $0.tax.id == sum.tax.id } }
      let missing = round(sum.base) - with.reduce(Decimal(0)) { $0 + lines[$1].booked }
      if let smallest = with.min(by: { lines[$0].total < lines[$1].total }) { lines[smallest].booked += missing }
    }
  }

  // MARK: As Odoo gives it

  private func members(_ number: Int, _ quantity: Decimal, _ price: Decimal, _ discount: Decimal, _ taxes: [Tax])
    -> [(String, JSON)]
  {
    let id = seed * 1000 + number
    let barcode = "42601234\(1000 + (seed + number) % 9000)"
    return [
      ("id", .int(id)), ("display_name", .string("Line \(number)")), ("name", .string("Line \(number)\nof \(seed)")),
      ("display_type", "product"), ("sequence", .int(number % 7)), ("quantity", .string(quantity.shortest)),
      ("price_unit", .string(price.shortest)), ("discount", .string(discount.shortest)),
      ("tax_ids", .array(taxes.map(\.json))),
      ("product_uom_id", ["id": 1, "display_name": "Units", "procuros_unit_type": "EA"]),
      (
        "product_id",
        [
          "id": .int(id), "display_name": "Product", "barcode": .string(checked(barcode)),
          "procuros_is_deposit_product": false,
        ]
      ),
      ("sale_line_ids", isCreditNote ? [] : [sale(id, number)]),
    ]
  }

  private func sale(_ id: Int, _ number: Int) -> JSON {
    let picking: JSON = [
      "id": 31, "name": "WH/OUT/00031", "state": "done", "picking_type_code": "outgoing",
      "date_done": "2025-03-14T10:00:00Z",
    ]
    return [
      "id": .int(id), "procuros_order_line_number": .int(number),
      "order_id": ["id": 61, "name": "S00061", "client_order_ref": "PO 4711", "date_order": "2025-03-10T10:00:00Z"],
      "move_ids": [["id": .int(id), "state": "done", "picking_id": picking]],
    ]
  }

  private func move(_ lines: [Line], _ taxes: [(tax: Tax, amount: Decimal)]) -> JSON {
    let sign: Decimal = isCreditNote ? 1 : -1
    let products = lines.map { line in
      JSON.record(
        line.json + [
          ("price_subtotal", .string(line.net.shortest)), ("price_total", .string(line.total.shortest)),
          ("amount_currency", .string((sign * line.booked).shortest)),
        ]
      )
    }
    let booked = taxes.enumerated().map { index, one in
      JSON.record([
        ("id", .int(seed * 1000 + 900 + index)), ("display_type", "tax"), ("tax_line_id", .int(one.tax.id)),
        ("amount_currency", .string((sign * one.amount).shortest)),
      ])
    }
    let net = lines.reduce(Decimal(0)) { $0 + $1.booked }
    let tax = taxes.reduce(Decimal(0)) { $0 + $1.amount }
    let unit = Decimal(sign: .plus, exponent: -places, significand: 1)
    let amounts = [
      ("amount_untaxed", net), ("amount_tax", tax), ("amount_total", net + tax), ("amount_residual", net + tax),
    ].map { ($0, JSON.string($1.shortest)) }
    return .record(
      header + amounts + [
        (
          "currency_id",
          [
            "id": 1, "display_name": .string(currency.name), "name": .string(currency.name),
            "rounding": .string(unit.shortest),
          ]
        ),
        ("line_ids", .array(products + booked)),
      ]
    )
  }

  private var header: [(String, JSON)] {
    let name = "\(isCreditNote ? "RINV" : "INV")/2025/\(String(100_000 + seed).dropFirst())"
    let customer: JSON = [
      "id": 14, "display_name": "Nordmarkt GmbH", "name": "Nordmarkt GmbH", "ref": "4260123450014",
      "street": "Am Hafen 3", "zip": "20457", "city": "Hamburg", "commercial_partner_id": ["id": 14],
      "country_id": ["id": 57, "display_name": "Germany", "code": "DE"], "procuros_connection_id": 1,
    ]
    return [
      ("id", .int(seed)), ("display_name", .string(name)), ("name", .string(name)), ("state", "posted"),
      ("move_type", isCreditNote ? "out_refund" : "out_invoice"), ("invoice_date", "2025-03-15"),
      ("invoice_date_due", "2025-04-14"), ("invoice_payment_term_id", ["id": 3, "early_discount": false]),
      ("company_id", ["id": 1, "partner_id": ["id": 1, "commercial_partner_id": 1]]), ("partner_id", customer),
      ("partner_shipping_id", customer),
    ]
  }

  /// Twelve digits with their check digit.
  private func checked(_ digits: String) -> String {
    (0...9).map { digits + String($0) }.first { GLN($0)?.hasValidCheckDigit ?? false } ?? digits
  }
}
