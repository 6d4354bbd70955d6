import Core
import Engine
import Foundation
import Mapping
import Odoo

/// One payment that Procountor knows of becomes a payment of the invoice in Odoo, once.
///
/// Source: reference 6.5. Removed or changed events are never undone in Odoo; what Odoo has as paid is not paid again.
struct ReceivePayment: ReceivingFlow {
  let id = PullPayments.flow
  let label = "Payment from Procountor"
  let model = "account.move"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = Incoming(arrival, IncomingPaymentMapping.table, odoo, settings)
    guard let invoice = try await PaidInvoice(incoming) else {
      throw .incomplete(incoming.title, [Self.unknownInvoice(incoming)])
    }
    guard let journal = Self.journal(incoming) else { return applied(invoice, [manual(invoice, incoming)]) }
    guard !invoice.isPaid(settings) else { return applied(invoice, [alreadyPaid(invoice, incoming)]) }
    let money = PaidAmount(incoming.document)
    incoming.add(invoice.notPosted(incoming))
    incoming.add(money.otherCurrency(invoice, incoming))
    try incoming.check()
    guard let journal = settings.record(journal.setting) else { throw .noJournal(journal.label, settings.name) }
    let payment = try await register(money, invoice, journal, incoming)
    return try await booked(payment, money, invoice, incoming)
  }

  // MARK: The journal

  private struct Journal {
    let setting: String
    let label: String
  }

  /// Nil for a type that is no money on an account: offsets, credit losses, corrections, cash discounts.
  private static func journal(_ incoming: Incoming) -> Journal? {
    let type = incoming.arrival.content["type"]?.stringValue ?? ""
    if incoming.settings.list("cash_types").contains(type) {
      return Journal(setting: "cash_journal_id", label: "Cash Journal")
    }
    if incoming.settings.list("bank_types").contains(type) {
      return Journal(setting: "bank_journal_id", label: "Bank Journal")
    }
    return nil
  }

  // MARK: Booking

  private func register(_ money: PaidAmount, _ invoice: PaidInvoice, _ journal: Int, _ incoming: Incoming)
    async throws(Failure) -> Int?
  {
    let arguments: JSON = .record([
      ("journal", .int(journal)), ("amount", .string(money.amount.shortest)),
      ("currency", .string(invoice.currency)), ("date", incoming.document["date"]),
      ("memo", (invoice.reference ?? incoming.document.text("memo")).map(JSON.string)),
      ("event", .string(incoming.arrival.externalID)),
    ])
    let method = "_procountor_register_payment"
    let answer = try await incoming.odoo.call(model, ids: [invoice.id], method: method, arguments: arguments)
    return answer.relation ?? answer.arrayValue?.first?.relation
  }

  private func booked(_ payment: Int?, _ money: PaidAmount, _ invoice: PaidInvoice, _ incoming: Incoming)
    async throws(Failure) -> Applied
  {
    guard let payment else { throw .notCreated(incoming.title) }
    let odoo = incoming.odoo
    let fields: JSON = ["name": nil, "journal_id": ["name": nil]]
    let read = try await odoo.read("account.payment", ids: [payment], fields: fields, committed: false)
    let after = try await odoo.read(model, ids: [invoice.id], fields: ["payment_state": nil], committed: false)
    let journal = read.records.first?["journal_id"] ?? .null
    var warnings = [money.overPayment(invoice, incoming)].compactMap(\.self)
    if after.records.first?["payment_state"] == "in_payment", !incoming.settings.isOn("pay_in_payment") {
      warnings.append(Self.inPayment(journal, invoice, incoming))
    }
    let facts = [
      "payment": read.records.first?.name ?? "", "amount": money.amount.shortest, "currency": invoice.currency,
      "journal": journal["display_name"]?.stringValue ?? journal["name"]?.stringValue ?? "", "invoice": invoice.name,
    ]
    return Applied(
      record: invoice.id,
      recordName: invoice.name,
      warnings: incoming.warnings + warnings,
      facts: facts
    )
  }

  /// Nothing was booked, and why.
  private func applied(_ invoice: PaidInvoice, _ warnings: [Issue]) -> Applied {
    Applied(record: invoice.id, recordName: invoice.name, warnings: warnings)
  }

  // MARK: Issues

  private func manual(_ invoice: PaidInvoice, _ incoming: Incoming) -> Issue {
    let type = incoming.arrival.type
    return invoice.issue(
      "procountor.payment.manual",
      "\(incoming.title) is of a type that is booked by hand: nothing was booked in Odoo.",
      incoming,
      severity: .warning,
      field: ("payment_state", "Payment Status"),
      value: type,
      path: "content.type",
      repair:
        "Enter in Odoo what \(type) means for \(invoice.name). For payments that come later you may add it to the "
        + "payment types of the connector.",
      params: ["type": type, "amount": incoming.document.text("amount") ?? ""]
    )
  }

  private func alreadyPaid(_ invoice: PaidInvoice, _ incoming: Incoming) -> Issue {
    invoice.issue(
      "procountor.payment.already_paid",
      "\(invoice.name) is paid in Odoo already: \(incoming.title) was not booked.",
      incoming,
      severity: .warning,
      field: ("payment_state", "Payment Status"),
      value: invoice.paymentState,
      path: "content.amount",
      repair: "Compare the payments of \(invoice.name) with Procountor if it was not this payment that was entered.",
      params: ["amount": incoming.document.text("amount") ?? ""]
    )
  }

  private static func inPayment(_ journal: JSON, _ invoice: PaidInvoice, _ incoming: Incoming) -> Issue {
    var issue = invoice.issue(
      "procountor.payment.in_payment",
      "\(invoice.name) is In Payment: Odoo waits for a bank statement that comes to Procountor alone.",
      incoming,
      severity: .warning,
      field: ("default_account_id", "Bank Account"),
      value: "in_payment",
      path: nil,
      repair: "Set the outstanding accounts of the journal \(journal.name) to the journal's own account.",
      params: ["journal": journal.name]
    )
    (issue.model, issue.record, issue.recordName) = ("account.journal", journal.relation, journal.name)
    return issue
  }

  private static func unknownInvoice(_ incoming: Incoming) -> Issue {
    let id = incoming.arrival.content["invoiceId"]?.externalID ?? ""
    return incoming.issue(
      "procountor.payment.unknown_invoice",
      "No invoice in Odoo has Procountor's id \(id).",
      at: "content.invoiceId",
      value: id,
      repair: "Ignore this document, unless the invoice was deleted by mistake.",
      params: ["invoice": id]
    )
  }
}
