import Core
import Engine
import Foundation
import Odoo

/// The invoice of Odoo that a payment of Procountor pays.
struct PaidInvoice {
  let id: Int
  let name: String
  /// ISO code.
  let currency: String
  let state: String
  let paymentState: String
  let residual: Decimal
  /// What the customer was asked to write on the payment.
  let reference: String?

  private static let fields: JSON = [
    "name": nil, "state": nil, "payment_state": nil, "amount_residual": nil, "payment_reference": nil,
    "currency_id": ["name": nil],
  ]

  /// Nil when no record has Procountor's id of it, or it is gone.
  ///
  /// - Throws: what a read throws.
  init?(_ incoming: Incoming) async throws(Failure) {
    guard let external = incoming.arrival.content["invoiceId"]?.externalID else { return nil }
    let kind = "procountor.invoice.send"
    let found = try await incoming.odoo.referenced([external], flow: kind, connection: incoming.settings.key)
    guard let record = found[external]?.record else { return nil }
    let read = try await incoming.odoo.read("account.move", ids: [record], fields: Self.fields, committed: false)
    guard let move = read.records.first else { return nil }
    id = record
    name = move["name"]?.words ?? move.name
    currency = move["currency_id"]?["name"]?.stringValue ?? ""
    state = move["state"]?.stringValue ?? ""
    paymentState = move["payment_state"]?.stringValue ?? ""
    residual = move["amount_residual"]?.decimalValue ?? 0
    reference = move["payment_reference"]?.words
  }

  /// Nothing is left to be paid, or Odoo waits for the bank only.
  func isPaid(_ settings: Settings) -> Bool {
    switch paymentState {
    case "paid", "reversed", "invoicing_legacy": true
    case "in_payment": !settings.isOn("pay_in_payment") || residual.isZero
    default: state == "posted" && residual.isZero
    }
  }

  /// A draft or cancelled invoice takes no payment.
  func notPosted(_ incoming: Incoming) -> Issue? {
    guard state != "posted" else { return nil }
    return issue(
      "procountor.payment.not_posted",
      "\(name) is not posted in Odoo, but was paid in Procountor.",
      incoming,
      severity: .error,
      field: ("state", "Status"),
      value: state,
      path: "content.invoiceId",
      repair: "Post \(name) again, or enter the payment by hand and ignore this document.",
      params: [:],
      probes: true
    )
  }

  /// An issue that opens the invoice.
  func issue(
    _ code: String,
    _ message: String,
    _ incoming: Incoming,
    severity: Issue.Severity,
    field: (name: String, label: String),
    value: String?,
    path: String?,
    repair: String,
    params: [String: String],
    probes: Bool = false
  ) -> Issue {
    Issue(
      code,
      message,
      severity: severity,
      model: "account.move",
      record: id,
      recordName: name,
      field: field.name,
      label: field.label,
      value: value,
      path: path,
      repair: repair,
      params: ["document": incoming.title, "invoice": name].merging(params) { $1 },
      probe: probes ? .field(model: "account.move", record: id, field: field.name) : nil
    )
  }
}
