import Core
import Engine
import Mapping
import Odoo

/// A vendor's CREDIT_NOTE becomes a draft reversal of the bill that it takes back.
struct ReceiveCreditNote: ReceivingFlow {
  let id = "procuros.credit_note.receive"
  let label = "Credit note from Procuros"
  let model = VendorMove.model
  private static let wizard = "account.move.reversal"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = try await Incoming(arrival, IncomingCreditNoteMapping.table, odoo, settings)
    let bill = try await CreditedBill.find(&incoming)
    let earlier = try await VendorMove.earlier(&incoming, Self.fields)
    incoming.add(try await VendorMove.sameNumber(incoming, type: "in_refund", besides: earlier?["id"]?.intValue))
    let items = incoming.document.lines["invoice_line_ids"] ?? []
    let lines = bill.map { CreditedLines(items, $0, incoming) }
    incoming.add(lines?.issues ?? [])
    try incoming.check()
    guard let bill, let lines else { throw .notCreated(incoming.title) }
    let reversal: JSON
    if let earlier { reversal = earlier } else { reversal = try await reverse(bill, incoming) }
    return try await fill(reversal, lines, isNewer: earlier != nil, incoming)
  }

  private static let fields: JSON = ["state": nil, "invoice_line_ids": BilledLine.fields]

  /// Lets Odoo reverse the whole bill.
  private func reverse(_ bill: JSON, _ incoming: Incoming) async throws(Failure) -> JSON {
    let values: JSON = .record([
      ("date", incoming.document["reversal.date"]),
      ("reason", incoming.document["reversal.reason"]),
      ("journal_id", bill["journal_id"]?.relation.map(JSON.int)),
      ("move_ids", .array([bill["id"] ?? .null])),
      ("company_id", bill["company_id"]?.relation.map(JSON.int)),
    ])
    let wizards = try await incoming.odoo.create(Self.wizard, values: [values])
    let action = try await incoming.odoo.call(Self.wizard, ids: wizards, method: "refund_moves", arguments: [:])
    guard let id = action["res_id"]?.intValue else { throw .notCreated(incoming.title) }
    let read = try await incoming.odoo.read(model, ids: [id], fields: Self.fields, committed: false)
    guard let reversal = read.records.first else { throw .notCreated(incoming.title) }
    return reversal
  }

  /// Makes the reversal what the credit note says.
  private func fill(_ reversal: JSON, _ lines: CreditedLines, isNewer: Bool, _ incoming: Incoming)
    async throws(Failure) -> Applied
  {
    let id = reversal["id"]?.intValue ?? 0
    let (rows, records) = lines.rows(over: reversal)
    var values = JSONObject()
    values["ref"] = incoming.document["ref"]
    // Odoo keeps the reason in the reference, which the vendor's number needs.
    values["procuros_credit_note_reason"] = incoming.document["reversal.reason"] ?? .null
    if isNewer { values["invoice_date"] = incoming.document["reversal.date"] }
    values["invoice_line_ids"] = .array(rows)
    try await incoming.odoo.write(model, ids: [id], values: .object(values))
    let read = try await incoming.odoo.read(model, ids: [id], fields: BillTotals.fields, committed: false)
    guard let record = read.records.first else { throw .notCreated(incoming.title) }
    var incoming = incoming
    let totals = BillTotals(record, lines.all.map(\.item), nets: lines.all.map(\.net), records: records, incoming)
    incoming.add(totals.issues)
    try incoming.check()
    return Applied(record: id, recordName: record.name, warnings: incoming.document.warnings)
  }
}
