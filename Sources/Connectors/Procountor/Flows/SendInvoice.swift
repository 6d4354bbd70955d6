import Core
import Engine
import Foundation
import Mapping
import Odoo
import Storage

/// A posted customer invoice or credit note leaves for Procountor: `procountor.invoice.send`.
struct SendInvoice: Flow {
  let id = FlowID.invoice
  let label = "Send to Procountor"
  let model = "account.move"
  let content = ContentRule.once
  var fields: JSON { InvoiceMapping.table.odooFields }

  /// The PDF costs a rendering: it is read only where it is sent.
  func fields(_ settings: Settings) -> JSON {
    settings.isOn("send_pdf") ? fields.adding([("procountor_pdf", .null)]) : fields
  }

  /// Odoo prints a PDF in a second or two, and a page of them must be read within the time of one call.
  func pageSize(_ settings: Settings) -> Int { settings.isOn("send_pdf") ? 4 : 50 }

  /// Posted documents to customers that Procountor does not know of; the addon says which ones.
  func candidates(_ settings: Settings) -> JSON? {
    [["move_type", "in", ["out_invoice", "out_refund"]], ["procountor_state", "=", "not_sent"]]
  }

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let mapped = Mapper.map(document, InvoiceMapping.table, MappingContext(procountor: settings))
    return Draft(
      payload: mapped.payload,
      requests: InvoiceStep.requests(mapped.payload, document, settings),
      issues: mapped.issues + InvoiceStep.fileIssues(document, settings),
      context: .record([
        ("totals", Self.totals(document).json), ("currency", mapped.payload["paymentInfo"]?["currency"]),
        ("unit", document["currency_id"]?["rounding"]),
      ]),
      needs: InvoiceNeeds.of(document, settings),
      day: mapped.payload["date"]?.stringValue
    )
  }

  /// What Odoo booked; of a credit note below zero, as Procountor has it.
  private static func totals(_ document: JSON) -> InvoiceSums {
    let sign: Decimal = document["move_type"] == "out_refund" ? -1 : 1
    func amount(_ field: String) -> Decimal { sign * (document[field]?.decimalValue ?? 0) }
    return InvoiceSums(net: amount("amount_untaxed"), vat: amount("amount_tax"), gross: amount("amount_total"))
  }

  func deliver(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt {
    switch InvoiceStep(rawValue: step.name) {
    case .invoice: return try await InvoiceDelivery(entry, client).create(step)
    case .pdf: return try await InvoiceFollowUp(entry, client).attach(step)
    case .approve: return try await InvoiceFollowUp(entry, client).approve(step)
    case .send: return try await InvoiceFollowUp(entry, client).sendOn()
    case nil: throw .unknownStep(step.name)
    }
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt? {
    switch InvoiceStep(rawValue: step.name) {
    case .invoice: return try await InvoiceDelivery(entry, client).lookUp(step)
    case .pdf: return try await InvoiceFollowUp(entry, client).attached(step)
    case .approve, .send: return try await InvoiceFollowUp(entry, client).reached(step)
    case nil: throw .unknownStep(step.name)
    }
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await keepReference(entry, odoo, settings, status: entry.receiptDetails["status"]?.stringValue)
    guard settings.isOn("write_payment_reference"), entry.state == .delivered else { return [] }
    return try await PaymentReference(entry, odoo).write()
  }
}

extension Failure {
  static func unknownStep(_ name: String) -> Failure {
    Failure(.internal, "internal", "There is no step \(name) in this flow.")
  }
}
