package import Core
package import Engine
package import HTTP
import Odoo
import Synchronization

/// A connector to a partner with payments of invoices and a register of customers, both in memory.
package struct BooksConnector: Connector {
  package static let payments = "books.payment.pull"
  package static let invoices = "books.invoice.send"
  package static let customers = "books.customer.import"
  package static let link = "books.customer"
  package let id = "books"
  package let label = "Books"
  package let settings: [Setting] = [
    Setting("api_token", .secret, "Token", required: true), Setting("journal", .text, "Journal"),
  ]
  package let flows: [any Flow<MemoryBooks>] = []
  package let receiving: [any ReceivingFlow] = [BookPayment()]
  package let pulls: [any PullFlow<MemoryBooks>] = [PullPayments()]
  package let imports: [any ImportFlow<MemoryBooks>] = [ImportCustomers()]
  package let mappings: [PrintedMapping] = []
  package let books: MemoryBooks

  package init(_ books: MemoryBooks = MemoryBooks()) { self.books = books }

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> MemoryBooks { books }

  package func test(_ client: MemoryBooks) async -> [TestStep] { [] }
}

/// What the partner holds; pages of two.
package final class MemoryBooks: Sendable {
  private struct State {
    var payments: [String: [InboxItem]] = [:]
    var customers: [ImportItem] = []
    var failures: [Failure] = []
    var asked: [[String]] = []
    var pages = 0
  }
  private let state = Mutex(State())

  package init() {}

  /// The partner has this payment of an invoice.
  package func pay(_ invoice: String, _ number: Int, amount: String = "100.00") {
    let id = "payment-\(number)"
    let content: JSON = ["id": .int(number), "amount": .string(amount)]
    let arrival = Arrival(externalID: id, type: "PAYMENT", content: content, number: "\(number)", about: invoice)
    state.withLock { state in
      state.payments[invoice, default: []].removeAll { $0.arrival.externalID == id }
      state.payments[invoice, default: []].append(InboxItem(arrival: arrival, flow: BooksConnector.payments))
    }
  }

  package func withdraw(_ invoice: String, _ number: Int) {
    state.withLock { $0.payments[invoice]?.removeAll { $0.arrival.externalID == "payment-\(number)" } }
  }

  /// The partner has this customer.
  package func register(_ number: Int, _ content: JSON, parent: Int? = nil) {
    let name = content["name"]?.stringValue ?? ""
    let item = ImportItem(
      externalID: parent.map { "customer-\($0)-\(number)" } ?? "customer-\(number)",
      link: parent == nil ? "\(number)" : nil,
      parent: parent.map { "customer-\($0)" },
      title: name,
      content: content
    )
    state.withLock { state in
      state.customers.removeAll { $0.externalID == item.externalID }
      state.customers.append(item)
    }
  }

  package func forget(_ number: Int) {
    state.withLock { $0.customers.removeAll { $0.externalID.hasPrefix("customer-\(number)") } }
  }

  package func failNext(_ failure: Failure) { state.withLock { $0.failures.append(failure) } }

  /// The ids that were asked about, question by question.
  package var asked: [[String]] { state.withLock { $0.asked } }
  package var pages: Int { state.withLock { $0.pages } }

  fileprivate func payments(of subjects: [PullSubject]) throws(Failure) -> [InboxItem] {
    try fail()
    let ids = subjects.map(\.externalID)
    return state.withLock { state in
      state.asked.append(ids)
      return ids.flatMap { state.payments[$0] ?? [] }
    }
  }

  fileprivate func page(after cursor: String?) throws(Failure) -> ImportPage {
    try fail()
    return state.withLock { state in
      state.pages += 1
      let start = cursor.flatMap { Int($0) } ?? 0
      let items = Array(state.customers.dropFirst(start).prefix(2))
      let end = start + items.count
      return ImportPage(
        items: items,
        next: end < state.customers.count ? String(end) : nil,
        total: state.customers.count
      )
    }
  }

  private func fail() throws(Failure) {
    let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
    if let failure { throw failure }
  }
}

private struct PullPayments: PullFlow {
  let id = BooksConnector.payments
  let label = "Fetch payments"
  let model = "account.move"
  let fields: JSON = ["name": nil]
  let reference = BooksConnector.invoices

  func candidates(_ settings: Settings) -> JSON? { [["payment_state", "=", "not_paid"]] }

  func check(_ settings: Settings) throws(Failure) { _ = try settings.required("journal") }

  func pull(_ subjects: [PullSubject], _ settings: Settings, _ client: MemoryBooks)
    async throws(Failure) -> [InboxItem]
  {
    try client.payments(of: subjects)
  }
}

/// A payment becomes an `account.payment`; one of zero is held.
private struct BookPayment: ReceivingFlow {
  let id = BooksConnector.payments
  let label = "Fetch payments"
  let model = "account.move"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    let invoice = arrival.about ?? ""
    let found = try await odoo.referenced([invoice], flow: BooksConnector.invoices, connection: settings.key)
    guard let move = found[invoice]?.record else { throw Failure(.data, "books.invoice", "No invoice \(invoice).") }
    let amount = arrival.content["amount"]?.stringValue ?? ""
    let payments = try await odoo.create("account.payment", values: [["move": .int(move), "amount": .string(amount)]])
    guard amount != "0" else {
      // After the write on purpose: nothing of it may stay.
      let issue = Issue("books.amount", "Payment \(arrival.number ?? "") has no amount.", model: model, record: move)
      throw Failure(.data, issue.code, issue.message, issues: [issue])
    }
    return Applied(
      record: move,
      recordName: "INV/\(move)",
      facts: ["payment": "PAY/\(payments.first ?? 0)", "amount": amount]
    )
  }
}

/// A customer becomes a partner; the record to link is the company of a contact that was found.
private struct ImportCustomers: ImportFlow {
  let id = BooksConnector.customers
  let label = "Fetch customers"
  let model = "res.partner"
  let link = BooksConnector.link
  let owner: String? = "commercial_partner_id"
  let keys = [
    MatchKey(
      "business_id",
      "business_id",
      odoo: ["company_registry", "vat"],
      normalise: { $0.filter(\.isNumber) },
      spellings: { [$0, "FI" + $0.filter(\.isNumber)] }
    ),
    MatchKey("email", "email", odoo: ["email"], ignoresCase: true),
    MatchKey("name", "name", odoo: ["name"], decides: false, ignoresCase: true),
  ]

  func page(after cursor: String?, _ settings: Settings, _ client: MemoryBooks) async throws(Failure) -> ImportPage {
    try client.page(after: cursor)
  }

  func row(_ content: JSON, _ settings: Settings) -> JSON {
    .record(["name", "business_id", "email"].map { ($0, content[$0] ?? .null) })
  }

  func scope(_ settings: Settings) -> [JSON] { [["company_id", "in", [.int(settings.company), false]]] }

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    let values = arrival.decision?.values ?? .null
    let name = values["name"] ?? .null
    guard let text = name.stringValue, !text.isEmpty else {
      let issue = Issue("books.name", "A customer needs a name.", path: "name", repair: "Enter a name.")
      throw Failure(.data, issue.code, issue.message, issues: [issue])
    }
    let parent = arrival.decision?.parent.map(JSON.int) ?? .null
    let row: JSON = ["name": name, "email": values["email"] ?? .null, "parent_id": parent, "company_id": .null]
    let ids = try await odoo.create(model, values: [row])
    return Applied(record: ids.first ?? 0, recordName: text)
  }
}
