import Core
import Engine
import Odoo

/// What Procurify says of a bill's payment: noted in Odoo once, never registered.
///
/// Source: reference 7.6.
enum BillPayment {
  /// Under which Odoo remembers that the payment was noted.
  static let link = "procurify.paid_bill"

  /// - Returns: a warning where both do not agree and the connection compares them.
  /// - Throws: what the gateway throws.
  static func note(_ status: BillStatus, _ record: BillRecord, _ bill: ProcurifyDocument) async throws(Failure)
    -> Issue?
  {
    if status == .paid { try await tell(record, bill) }
    guard bill.settings.isOn("compare_payments"), record.state == "posted" else { return nil }
    let paid = ["paid", "in_payment", "reversed"].contains(record.record["payment_state"]?.stringValue ?? "")
    return paid == (status == .paid) ? nil : differs(status, record, bill)
  }

  private static func tell(_ record: BillRecord, _ bill: ProcurifyDocument) async throws(Failure) {
    let (odoo, model, id) = (bill.odoo, BillRecord.model, record.id)
    let told = try await odoo.references(model, ids: [id], flow: link, connection: bill.settings.key)
    guard told[id] == nil else { return }
    let body = "Paid in Procurify."
    _ = try await odoo.call(model, ids: [id], method: "message_post", arguments: ["body": .string(body)])
    try await bill.link(link, bill.content["id"]?.documentID ?? "", model, id)
  }

  private static func differs(_ status: BillStatus, _ record: BillRecord, _ bill: ProcurifyDocument) -> Issue {
    let (theirs, ours) = status == .paid ? ("paid", "not paid") : ("not paid", "paid")
    var issue = bill.issue(
      "procurify.payment_differs",
      "\(bill.title) is \(theirs) in Procurify, \(record.name) is \(ours) in Odoo.",
      at: "content.status",
      severity: .warning,
      value: record.record["payment_state"]?.stringValue,
      repair: "Register the payment where it is missing.",
      params: ["name": record.name, "status": status.word]
    )
    (issue.model, issue.record, issue.recordName) = (BillRecord.model, record.id, record.name)
    (issue.field, issue.label) = ("payment_state", "Payment Status")
    return issue
  }
}
