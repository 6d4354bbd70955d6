import Core
import Foundation

/// `POST /_sandbox/generate`: fills the registers of a company, or lets its invoices be paid, at random but repeatably.
enum Generate {
  static let routes: [ProcountorRoute] = [
    .post("/generate") { books, call throws(ProcountorRefusal) in try answer(&books, call.body) }
  ]

  private static let shape = Record([
    .required(.whole(0...Int(Int32.max)), "seed"),
    .optional(.whole(0...100_000), "customers", "suppliers", "products", "bills", "payments"),
    .optional(.whole(0...100), "unknown_accounts"),
  ])

  private static func answer(_ books: inout CompanyBooks, _ body: JSON) throws(ProcountorRefusal) -> Answer {
    var complaints = Complaints()
    shape.check(body, Place(), &complaints)
    try complaints.verdict()
    let seed = UInt64(body["seed"]?.wholeNumber ?? 0)
    let wanted: (String) -> Int = { body[$0]?.wholeNumber ?? 0 }
    var partners = MadeUpPartners(seed: seed)
    var products = MadeUpProducts(seed: seed &+ 1)
    let customers = (0..<wanted("customers")).map { _ in partner("CUSTOMER", &partners, &books) }
    let suppliers = (0..<wanted("suppliers")).map { _ in partner("SUPPLIER", &partners, &books) }
    let goods = (0..<wanted("products")).map { _ in JSON.int(books.add(.products, products.next(books.company)).id) }
    let bills = try bills(wanted("bills"), seed &+ 2, wanted("unknown_accounts"), &books)
    let payments = try payments(wanted("payments"), seed &+ 3, &books)
    return .json(
      200,
      [
        "customers": .array(customers), "suppliers": .array(suppliers), "products": .array(goods),
        "bills": .array(bills), "payments": .array(payments),
      ]
    )
  }

  private static func partner(_ type: String, _ partners: inout MadeUpPartners, _ books: inout CompanyBooks) -> JSON {
    .int(books.add(.partners, PartnerCalls.completed(partners.next(type))).id)
  }

  private static func bills(
    _ count: Int,
    _ seed: UInt64,
    _ unknown: Int,
    _ books: inout CompanyBooks
  ) throws(ProcountorRefusal) -> [JSON] {
    var maker = MadeUpBills(seed: seed, books, unknownAccounts: unknown)
    var made: [JSON] = []
    for _ in 0..<count { made.append(try PortalBills.keep(maker.next(), &books)) }
    return made
  }

  private static let types = [
    "REFERENCEPAYMENT", "REFERENCEPAYMENT", "BANKSTATEMENT", "ELSEWHERE", "CASH", "INVOICE_TO_INVOICE", "CREDITLOSS",
  ]

  /// Payments of open sales invoices: the rest, or a part of it.
  private static func payments(
    _ count: Int,
    _ seed: UInt64,
    _ books: inout CompanyBooks
  ) throws(ProcountorRefusal) -> [JSON] {
    var words = MadeUp(seed: seed)
    var made: [JSON] = []
    for _ in 0..<count {
      let open = books.all(.invoices).filter { kept in
        kept.body["type"] == "SALES_INVOICE"
          && ["APPROVED", "NOT_SENT", "SENT", "PARTLY_PAID"].contains(kept.body["status"]?.stringValue)
          && InvoiceBalance(kept, books).open > 0
      }
      guard let first = open.first else { break }
      let invoice = words.pick(open, or: first)
      let rest = InvoiceBalance(invoice, books).open
      let part = words.chance(30) ? (rest / 2).rounded(2) : rest
      let wish = PaymentWish(
        type: words.pick(types),
        amount: part,
        status: words.chance(20) ? "MARKED_PAID" : "PAID"
      )
      made.append(try wish.keep(&books, invoice.id).body)
    }
    return made
  }
}
