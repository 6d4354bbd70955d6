import Core
import Engine
import Foundation
import Storage

/// Hands an invoice over once: looks before it sends, and after an answer that was lost.
struct InvoiceDelivery {
  private let entry: Entry
  private let client: ProcountorClient

  init(_ entry: Entry, _ client: ProcountorClient) {
    self.entry = entry
    self.client = client
  }

  /// `POST /invoices`, unless Procountor has one under this number already.
  ///
  /// Source: reference 6.1, *Send once*. The API takes the same invoice twice, so it is asked first: by hand, or out of
  /// another system, somebody may have been faster.
  func create(_ step: Step) async throws(Failure) -> Receipt {
    let search = InvoiceSearch(step, of: entry, client)
    let hits = try await search.hits(sameDay: false).filter(search.standsInTheWay)
    if !hits.isEmpty {
      guard entry.wasInDoubt else { throw exists(hits, search) }
      return try await adopt(hits, search)
    }
    return receipt(try await client.create("/invoices", step.body), sent: search.invoice)
  }

  /// The invoice of a request whose answer was lost; nil when Procountor does not have it.
  func lookUp(_ step: Step) async throws(Failure) -> Receipt? {
    let search = InvoiceSearch(step, of: entry, client)
    let hits = try await search.hits(sameDay: true)
    return hits.isEmpty ? nil : try await adopt(hits, search)
  }

  /// Takes over the one invoice that is ours; anything else is for a person to say.
  private func adopt(_ hits: [JSON], _ search: InvoiceSearch) async throws(Failure) -> Receipt {
    guard hits.count == 1, let hit = hits.first, search.isSame(hit), let id = hit["id"]?.intValue else {
      throw ambiguous(hits, search)
    }
    return receipt(try await client.read("/invoices/\(id)"), sent: search.invoice)
  }

  private func receipt(_ invoice: JSON, sent: JSON) -> Receipt {
    let reference = invoice["paymentInfo"]?["bankReferenceCode"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    let isMadeThere = sent["paymentInfo"]?["bankReferenceCode"]?.stringValue?.isEmpty ?? true
    let differences = differences(invoice)
    return Receipt(
      externalID: invoice["id"]?.intValue.map(String.init),
      number: invoice["invoiceNumber"]?.intValue.map(String.init),
      details: .record([
        ("status", invoice["status"]), ("ledger_receipt", invoice["ledgerReceiptId"]),
        ("reference", isMadeThere ? reference.map(JSON.string) : .none), ("differs", .bool(!differences.isEmpty)),
      ]),
      warnings: differences
    )
  }

  // MARK: What to tell

  /// Totals that are not Odoo's by more than a cent.
  private func differences(_ invoice: JSON) -> [Issue] {
    let currency = entry.context["currency"]?.stringValue
    let unit = entry.context["unit"]?.decimalValue ?? 0
    guard let booked = InvoiceSums(entry.context["totals"]),
      let found = InvoiceSums.find(invoice, currency: currency), found.differs(from: booked, unit: unit)
    else { return [] }
    var issue = issue(
      "procountor.invoice.sum_differs",
      "Procountor has \(found.words) \(currency ?? "") for \(entry.recordName), Odoo \(booked.words).",
      "Correct the invoice in Procountor before it is approved, or take the difference as rounding."
    )
    issue.severity = .warning
    issue.field = "amount_total"
    issue.params = ["found": found.words, "booked": booked.words, "currency": currency ?? ""]
    return [issue]
  }

  private func exists(_ hits: [JSON], _ search: InvoiceSearch) -> Failure {
    let words = hits.map(search.words).joined(separator: "; ")
    return failure(
      "procountor.invoice.exists",
      "Procountor has \(entry.recordName) already: \(words). It was not sent from here.",
      "If that is this document, use Mark as sent elsewhere with its id; else invalidate it there and send again.",
      words
    )
  }

  private func ambiguous(_ hits: [JSON], _ search: InvoiceSearch) -> Failure {
    let words = hits.map(search.words).joined(separator: "; ")
    return failure(
      "procountor.invoice.ambiguous",
      "The answer for \(entry.recordName) was lost, and Procountor has under its number: \(words).",
      "Look there which of them is this document and choose It was sent with its id, or It was not sent.",
      words
    )
  }

  private func failure(_ code: String, _ message: String, _ repair: String, _ words: String) -> Failure {
    var issue = issue(code, message, repair)
    issue.field = "name"
    issue.path = "originalInvoiceNumber"
    issue.params = ["found": words]
    return Failure(.data, code, message, issues: [issue], hint: repair)
  }

  private func issue(_ code: String, _ message: String, _ repair: String) -> Issue {
    Issue(
      code,
      message,
      model: entry.subject.model,
      record: entry.subject.record,
      recordName: entry.recordName,
      repair: repair
    )
  }
}
