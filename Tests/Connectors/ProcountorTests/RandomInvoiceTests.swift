import Core
import Engine
import Foundation
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.invoice.send: any invoice")
struct RandomInvoiceTests {
  @Test(
    "whatever Odoo computed, the rows come to it or are refused; written for the contract tests if asked",
    arguments: 1...240
  )
  func any(_ seed: Int) throws {
    let invoice = RandomInvoice(seed: seed).document
    let draft = SendInvoice().map(invoice, try Self.settings(rounding: "any"))
    let codes = Set(draft.issues.map(\.code))
    #expect(codes.subtracting(["procountor.invoice.totals"]).isEmpty, "\(draft.issues.map(\.message))")
    let agrees = Self.agrees(draft.payload, invoice)
    #expect(agrees || !draft.isSendable, "sent although the sums differ")
    #expect(draft.isSendable || !isPlain(seed), "an invoice with prices of one kind was refused")
    if draft.isSendable { try Self.write(draft.payload, seed) }
  }

  @Test("few invoices are refused")
  func few() throws {
    let settings = try Self.settings(rounding: "any")
    let refused = (1...240).filter { !SendInvoice().map(RandomInvoice(seed: $0).document, settings).isSendable }
    #expect(refused.count <= 24, "\(refused)")
  }

  @Test("whoever wants the totals to the cent gets them, or a refusal that says both", arguments: ["row", "percent"])
  func strict(_ rounding: String) throws {
    let settings = try Self.settings(rounding: rounding)
    var (sent, refused) = (0, 0)
    for seed in 1...240 {
      let invoice = RandomInvoice(seed: seed).document
      let draft = SendInvoice().map(invoice, settings)
      guard draft.isSendable else {
        refused += 1
        let words = draft.issues.map(\.message).joined()
        #expect(words.contains("come to"), "\(words)")
        continue
      }
      sent += 1
      let totals = Self.totals(draft.payload, unit: invoice["currency_id"]?["rounding"]?.decimalValue ?? 1, rounding)
      #expect(totals.allSatisfy { Self.isBooked($0, invoice) }, "seed \(seed): \(totals)")
    }
    #expect(sent > 0 && refused > 0)
  }

  /// What a ledger comes to that rounds so, knowing nothing of how the rows were made: (net, VAT).
  private static func totals(_ payload: JSON, unit: Decimal, _ rounding: String) -> [(Decimal, Decimal)] {
    let isGross = payload["extraInfo"]?["unitPricesIncludeVat"] == true
    func rounded(_ amount: Decimal) -> Decimal { (amount / unit).rounded(0) * unit }
    func split(_ amount: Decimal, _ percent: Decimal) -> (Decimal, Decimal) {
      guard isGross else { return (rounded(amount), rounded(amount * percent / 100)) }
      let vat = rounded(amount * percent / (100 + percent))
      return (rounded(amount) - vat, vat)
    }
    let rows = (payload["invoiceRows"]?.arrayValue ?? []).map { row in
      func number(_ key: String) -> Decimal { row[key]?.decimalValue ?? 0 }
      return (number("vatPercent"), number("quantity") * number("unitPrice") * (100 - number("discountPercent")) / 100)
    }
    func sum(_ parts: [(Decimal, Decimal)]) -> (Decimal, Decimal) {
      parts.reduce((0, 0)) { sums, part in
        let (net, vat) = split(part.1, part.0)
        return (sums.0 + net, sums.1 + vat)
      }
    }
    guard rounding == "percent" else { return [sum(rows), sum(rows.map { ($0.0, rounded($0.1)) })] }
    let exact = Dictionary(rows, uniquingKeysWith: +)
    let ofRows = Dictionary(rows.map { ($0.0, rounded($0.1)) }, uniquingKeysWith: +)
    return [exact, ofRows].map { sum($0.map { ($0.key, $0.value) }) }
  }

  private static func isBooked(_ totals: (Decimal, Decimal), _ invoice: JSON) -> Bool {
    func booked(_ field: String) -> Decimal { invoice[field]?.decimalValue ?? 0 }
    let sign: Decimal = invoice["move_type"] == "out_refund" ? -1 : 1
    let unit = invoice["currency_id"]?["rounding"]?.decimalValue ?? 0
    let allowed = max(Decimal(sign: .plus, exponent: -2, significand: 1), unit / 2)
    return abs(sign * totals.0 - booked("amount_untaxed")) <= allowed
      && abs(sign * totals.1 - booked("amount_tax")) <= allowed
  }

  /// Prices with and without VAT beside each other may need more digits than there are.
  private func isPlain(_ seed: Int) -> Bool { !seed.isMultiple(of: 5) }

  /// Adds the rows up exactly, knowing nothing of how they were made: Odoo's totals are that but for rounding, which is at
  /// most half a smallest amount for each row and sum.
  private static func agrees(_ payload: JSON, _ invoice: JSON) -> Bool {
    func booked(_ field: String) -> Decimal { invoice[field]?.decimalValue ?? 0 }
    let sign: Decimal = invoice["move_type"] == "out_refund" ? -1 : 1
    let isGross = payload["extraInfo"]?["unitPricesIncludeVat"] == true
    let rows = payload["invoiceRows"]?.arrayValue ?? []
    var (net, vat) = (Decimal(0), Decimal(0))
    for row in rows {
      func number(_ key: String) -> Decimal { row[key]?.decimalValue ?? 0 }
      let amount = number("quantity") * number("unitPrice") * (100 - number("discountPercent")) / 100
      let without = isGross ? amount * 100 / (100 + number("vatPercent")) : amount
      net += without
      vat += without * number("vatPercent") / 100
    }
    let unit = invoice["currency_id"]?["rounding"]?.decimalValue ?? 1
    let tolerance = unit * Decimal(rows.count + 6)
    return abs(sign * net - booked("amount_untaxed")) <= tolerance
      && abs(sign * vat - booked("amount_tax")) <= tolerance
  }

  private static func settings(rounding: String) throws -> Settings {
    Settings(
      connection: [
        "key": "k", "company_id": 1,
        "settings": ["url": "https://api.procountor.com/api", "rounding": .string(rounding)],
      ],
      secrets: [:],
      declared: Procountor().settings,
      snapshots: ["settings": try Golden.snapshot()]
    )
  }

  /// `SIDECAR_PAYLOADS` names the folder that the contract tests read.
  private static func write(_ payload: JSON, _ seed: Int) throws {
    guard let path = ProcessInfo.processInfo.environment["SIDECAR_PAYLOADS"], !path.isEmpty else { return }
    let folder = URL(filePath: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(payload.bytes).write(to: folder.appending(path: "procountor.invoice.send-\(seed).json"))
  }
}
