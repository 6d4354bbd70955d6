import Core
import Foundation
import TestKit

/// An invoice or credit note that Odoo may post, different for every seed, with the amounts that Odoo computes: rounded by
/// row or for the document as a whole, VAT on top of or in the prices, discounts, sections, several currencies.
struct RandomInvoice {
  private var random: SeededRandom
  private let seed: Int
  private let isCreditNote: Bool
  private let currency: (name: String, places: Int, rate: String)
  private let isRoundedGlobally: Bool
  /// Whether prices with and without VAT may stand beside each other.
  private let isMixed: Bool
  private let isIncluded: Bool
  private(set) var document: JSON = .null

  private struct Line {
    let json: JSON
    let tax: (id: Int, rate: Decimal, isIncluded: Bool)?
    /// Before rounding: without VAT, and the VAT.
    let net: Decimal
    let vat: Decimal
  }

  private static let rates = ["0", "10", "13.5", "25.5"].compactMap { Decimal(exactly: $0) }

  init(seed: Int) {
    self.seed = seed
    random = SeededRandom(seed: UInt64(seed))
    isCreditNote = seed.isMultiple(of: 4)
    isRoundedGlobally = seed.isMultiple(of: 2)
    isMixed = seed.isMultiple(of: 5)
    isIncluded = seed.isMultiple(of: 3)
    currency =
      [("EUR", 2, "1"), ("EUR", 2, "1"), ("SEK", 2, "11.2345"), ("JPY", 0, "161.5"), ("USD", 2, "1.0837")][seed % 5]
    let count = seed.isMultiple(of: 20) ? pick(60...150) : pick(1...15)
    let lines = (1...count).map { line($0) }
    document = move(lines)
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private func round(_ amount: Decimal) -> Decimal { amount.rounded(currency.places) }

  private mutating func decimal(_ range: ClosedRange<Int>, places: Int) -> Decimal {
    Decimal(sign: .plus, exponent: -places, significand: Decimal(pick(range)))
  }

  // MARK: As Odoo computes

  private mutating func line(_ number: Int) -> Line {
    let quantity = decimal(1...(pick(0...3) == 0 ? 100_000 : 500), places: pick(0...2))
    let price = decimal(0...999_999, places: pick(2...5))
    let discount = ["0", "0", "0", "10", "33.33", "100"].compactMap { Decimal(exactly: $0) }[pick(0...5)]
    let rate = Self.rates[pick(0...3)]
    let isIncluded = isMixed ? pick(0...1) == 0 : isIncluded
    let tax = pick(0...9) == 0 ? nil : (id: pick(1...2) * 100 + number % 3, rate: rate, isIncluded: isIncluded)
    let amount = quantity * price * (100 - discount) / 100
    let share = tax?.rate ?? 0
    let net = tax?.isIncluded == true ? amount * 100 / (100 + share) : amount
    return Line(json: json(number, quantity, price, discount, tax), tax: tax, net: net, vat: net * share / 100)
  }

  /// Odoo's totals: each tax rounded as a whole, or row by row with what prices contain taken out of the rounded price.
  private func totals(_ lines: [Line]) -> (net: Decimal, vat: Decimal) {
    guard isRoundedGlobally else {
      return lines.reduce((Decimal(0), Decimal(0))) { sums, line in
        let vat = round(line.vat)
        let net = line.tax?.isIncluded == true ? round(line.net + line.vat) - vat : round(line.net)
        return (sums.0 + net, sums.1 + vat)
      }
    }
    let groups = Dictionary(grouping: lines) {
      "\($0.tax?.id ?? 0) \($0.tax?.rate ?? 0) \($0.tax?.isIncluded ?? false)"
    }
    return groups.values.reduce((Decimal(0), Decimal(0))) { sums, group in
      let net = group.reduce(Decimal(0)) { $0 + $1.net }
      let vat = group.reduce(Decimal(0)) { $0 + $1.vat }
      return (sums.0 + round(net), sums.1 + round(vat))
    }
  }

  // MARK: As Odoo gives it

  private func json(
    _ number: Int,
    _ quantity: Decimal,
    _ price: Decimal,
    _ discount: Decimal,
    _ tax: (id: Int, rate: Decimal, isIncluded: Bool)?
  ) -> JSON {
    let id = seed * 1000 + number
    let taxes = tax.map { tax -> JSON in
      [
        "id": .int(tax.id * 100 + (tax.isIncluded ? 1 : 0)), "display_name": "VAT", "name": "VAT",
        "amount": .string(tax.rate.shortest), "amount_type": "percent", "price_include": .bool(tax.isIncluded),
        "procountor_vat_status_id": .null,
      ]
    }
    return [
      "id": .int(id), "display_name": .string("Line \(number)"), "name": .string("Line \(number)\nof \(seed)"),
      "display_type": "product", "sequence": .int(number % 7), "quantity": .string(quantity.shortest),
      "price_unit": .string(price.shortest), "discount": .string(discount.shortest),
      "tax_ids": .array([taxes].compactMap(\.self)),
      "product_uom_id": ["id": 1, "display_name": "Units", "name": "Units", "procountor_unit": "PIECE"],
      "product_id": ["id": .int(id), "display_name": "Product", "name": "Product", "default_code": .string("P\(id)")],
    ]
  }

  private func move(_ lines: [Line]) -> JSON {
    let (net, vat) = totals(lines)
    let name = "\(isCreditNote ? "RINV" : "INV")/2026/\(String(100_000 + seed).dropFirst())"
    let unit = Decimal(sign: .plus, exponent: -currency.places, significand: 1)
    let section: JSON = [
      "id": .int(seed * 1000 + 900), "display_name": "Work", "name": "Work", "display_type": "line_section",
      "sequence": .int(pick(of: 7)),
    ]
    return [
      "id": .int(seed), "display_name": .string(name), "name": .string(name), "state": "posted",
      "move_type": isCreditNote ? "out_refund" : "out_invoice", "invoice_date": "2026-03-02",
      "invoice_date_due": "2026-03-30", "payment_reference": .string(name),
      "invoice_currency_rate": .string(currency.rate),
      "currency_id": [
        "id": 1, "display_name": .string(currency.name), "name": .string(currency.name),
        "rounding": .string(unit.shortest),
      ],
      "company_id": ["id": 1, "display_name": "Malliyritys Oy", "currency_id": ["id": 1, "name": "EUR"]],
      "amount_untaxed": .string(net.shortest), "amount_tax": .string(vat.shortest),
      "amount_total": .string((net + vat).shortest), "commercial_partner_id": customer, "partner_id": customer,
      "line_ids": .array(lines.map(\.json) + [section]),
    ]
  }

  private func pick(of count: Int) -> Int { seed % count }

  private var customer: JSON {
    [
      "id": 14, "display_name": "Esimerkki Oy", "name": "Esimerkki Oy", "street": "Mallikatu 3", "zip": "00100",
      "city": "Helsinki", "country_id": ["id": 70, "display_name": "Finland", "code": "FI"], "type": "contact",
      "is_company": true, "company_registry": "1234567-1", "vat": "FI12345671", "lang": "fi_FI",
    ]
  }
}
