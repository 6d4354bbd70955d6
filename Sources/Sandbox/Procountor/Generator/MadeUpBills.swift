import Core
import Foundation

/// Made-up purchase invoices as `POST /_sandbox/bills` takes them.
struct MadeUpBills: Sendable {
  private var words: MadeUp
  private let suppliers: [Kept]
  private let company: ProcountorCompany
  private let today: String
  /// How many of a hundred carry an account that is not in the chart of accounts.
  private let unknownAccounts: Int
  private var count = 0

  init(seed: UInt64, _ books: CompanyBooks, unknownAccounts: Int) {
    words = MadeUp(seed: seed)
    suppliers = books.all(.partners).filter { $0.body["type"] == "SUPPLIER" }
    company = books.company
    today = books.today
    self.unknownAccounts = unknownAccounts
  }

  private static let statuses = [
    "APPROVED", "APPROVED", "APPROVED", "PAYMENT_QUEUED", "PAYMENT_SENT_TO_BANK", "PARTLY_PAID", "PAID", "MARKED_PAID",
    "UNFINISHED", "RECEIVED", "VERIFIED", "INVALIDATED", "PAYMENT_DENIED",
  ]

  mutating func next() -> JSON {
    count += 1
    let isForeign = words.chance(15)
    let sign = words.chance(12) ? -1 : 1
    let day = ProcountorClock.day(today, plus: -words.number(0...60))
    let rows = (0..<words.number(1...5)).map { _ in row(sign) }
    return .record([
      ("supplier", supplier()), ("number", .string("L-\(day.prefix(4))-\(1000 + count)")), ("date", .string(day)),
      ("due_date", .string(ProcountorClock.day(day, plus: words.pick([7, 14, 30], or: 14)))),
      ("currency", .string(isForeign ? "USD" : company.currency)),
      ("rate", isForeign ? .number(1 + Decimal(words.number(1...3000)) / 10_000) : 1),
      (
        "reference", words.chance(60) ? .string(ReferenceNumber.finnish(String(words.number(100...99_999_999)))) : .none
      ),
      ("status", .string(words.pick(Self.statuses))),
      ("reconciliation", words.chance(8) ? .number(Decimal(sign) / 100) : .none), ("rows", .array(rows)),
    ])
  }

  private mutating func supplier() -> JSON {
    guard words.chance(75), let kept = suppliers.isEmpty ? nil : words.pick(suppliers, or: suppliers[0]) else {
      let name = words.companyName()
      return ["name": .string(name), "business_id": .string(words.businessID()), "country": "FINLAND"]
    }
    let address = kept.body["address"]
    return .record([
      ("name", kept.body["name"]), ("partner_id", .int(kept.id)),
      ("business_id", kept.body["invoicingInfo"]?["identifier"]), ("street", address?["street"]),
      ("zip", address?["zip"]), ("city", address?["city"]), ("country", address?["country"]),
      ("iban", kept.body["paymentInfo"]?["bankAccount"]),
    ])
  }

  private mutating func row(_ sign: Int) -> JSON {
    let codes = company.list("accounts").filter { $0["active"] != false }.compactMap { $0["code"]?.stringValue }
    let usual = codes.filter { ("4000"..."8499").contains($0) }
    let account = words.chance(unknownAccounts) ? "7999" : words.pick(usual)
    let percents = company.percentages(company.country, .purchase) ?? []
    let quantity = Decimal(words.number(1...40)) / words.pick([1, 1, 2], or: 1)
    return .record([
      (
        "product",
        .string(words.pick(["Puutavara", "Alihankinta", "Vuokra", "Toimistotarvike", "Puhelin", "Matka – juna"]))
      ),
      ("quantity", .number(quantity * Decimal(sign))), ("price", .number(words.amount(1...800))),
      ("discount", words.chance(10) ? 10 : 0), ("vat_percent", .number(words.pick(percents, or: 0))),
      ("account", .string(account)), ("dimensions", words.chance(35) ? dimensions() as JSON? : .none),
    ])
  }

  /// The whole row on one item of one dimension, or of both.
  private mutating func dimensions() -> JSON {
    let chosen = company.list("dimensions").prefix(words.number(1...2))
    return .array(
      chosen.map { dimension in
        let items = (dimension["items"]?.arrayValue ?? []).filter { $0["status"] != "P" }
        let item = words.pick(items, or: .null)
        return ["dimension": dimension["id"] ?? 0, "item": item["id"] ?? 0]
      }
    )
  }
}
