import Core
import Engine
import Foundation
import Mapping

/// Asks Procountor what was paid of the invoices that were sent there and are open in Odoo.
///
/// Source: reference 6.5, rulings 2, 5 and 8.
struct PullPayments: PullFlow {
  /// Of both halves: this one asks, `ReceivePayment` books.
  static let flow = "procountor.payment.pull"
  let id = PullPayments.flow
  let label = "Fetch payments from Procountor"
  let model = "account.move"
  let reference = "procountor.invoice.send"
  let fields: JSON = ["name": nil, "payment_state": nil, "state": nil]

  func candidates(_ settings: Settings) -> JSON? {
    let states: [JSON] = ["not_paid", "partial"] + (settings.isOn("pay_in_payment") ? ["in_payment"] : [])
    var domain: [JSON] = [
      ["company_id", "=", .int(settings.company)], ["move_type", "=", "out_invoice"], ["state", "=", "posted"],
      ["payment_state", "in", .array(states)], ["procountor_invoice_id", "!=", false],
    ]
    for (setting, comparison) in [("payments_from", ">="), ("payments_to", "<")] {
      guard let moment = Self.moment(settings[setting]) else { continue }
      domain.append(["procountor_sent_date", .string(comparison), .string(moment)])
    }
    return .array(domain)
  }

  func check(_ settings: Settings) throws(Failure) {
    try OtherBooks.refuse(settings)
    guard settings.record("bank_journal_id") != nil else { throw .noJournal("Bank Journal", settings.name) }
    guard settings.record("cash_journal_id") != nil else { throw .noJournal("Cash Journal", settings.name) }
  }

  func pull(_ subjects: [PullSubject], _ settings: Settings, _ client: ProcountorClient)
    async throws(Failure) -> [InboxItem]
  {
    let ids = subjects.compactMap { Int($0.externalID) }
    guard !ids.isEmpty else { return [] }
    let paid = try await Self.paid(ids, client)
    var items: [InboxItem] = []
    for subject in subjects {
      guard let invoice = Int(subject.externalID), paid.contains(invoice) else { continue }
      do throws(Failure) {
        items += try await client.paymentEvents(of: invoice).compactMap { Self.item($0, of: subject) }
      } catch {
        // One invoice that Procountor refuses to talk of keeps no other waiting; its answer stands in the log.
        guard error.isRefusal, subjects.count > 1 else { throw error }
      }
    }
    return items
  }

  /// Those that have payments; where one of them spoils the question for all, each is asked on its own.
  private static func paid(_ ids: [Int], _ client: ProcountorClient) async throws(Failure) -> Set<Int> {
    do throws(Failure) {
      return try await client.paidInvoices(ids)
    } catch {
      guard error.isRefusal, ids.count > 1 else { throw error }
      return Set(ids)
    }
  }

  /// Only what came in: neither refunds, nor what is not settled in Procountor itself.
  private static func item(_ event: JSON, of subject: PullSubject) -> InboxItem? {
    guard let id = event["id"]?.externalID, ["PAID", "MARKED_PAID"].contains(event["status"]?.stringValue),
      event["amount"]?.decimalValue.map({ $0 > 0 }) ?? true
    else { return nil }
    let arrival = Arrival(
      externalID: "\(subject.externalID)/\(id)",
      type: event["type"]?.words ?? "PAYMENT",
      // Only what is read of it: Procountor adds members monthly, and what came before them has not changed.
      content: event.only(
        "id",
        "type",
        "paymentDate",
        "status",
        "amount",
        "currency",
        "paidAmount",
        "paidCurrency",
        "description"
      ).adding([("invoiceId", Int(subject.externalID).map(JSON.int))]),
      number: subject.document["name"]?.words,
      about: subject.externalID
    )
    return InboxItem(arrival: arrival, flow: PullPayments.flow)
  }

  /// A moment of the connection's form as a domain of Odoo has it, in UTC: `2026-03-01 08:00:00`; nil when it is empty.
  static func moment(_ text: String?) -> String? {
    guard let text = text?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else { return nil }
    let day = text.prefix(10)
    let time = text.dropFirst(10).drop { !$0.isNumber }.prefix(8)
    return "\(day) \(time.count == 8 ? String(time) : "00:00:00")"
  }
}
