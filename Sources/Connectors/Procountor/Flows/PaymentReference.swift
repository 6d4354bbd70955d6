import Core
import Engine
import Odoo
import Storage

/// Brings the reference number that Procountor made to the invoice in Odoo (reference section 10, 13).
struct PaymentReference {
  private let entry: Entry
  private let odoo: any OdooGateway

  init(_ entry: Entry, _ odoo: any OdooGateway) {
    self.entry = entry
    self.odoo = odoo
  }

  /// - Returns: a warning when Odoo does not take it; the delivery stands.
  func write() async throws(Failure) -> [Issue] {
    guard let reference = entry.receiptDetails["reference"]?.stringValue else { return [] }
    let (model, record) = (entry.subject.model, entry.subject.record)
    let read = try await odoo.read(model, ids: [record], fields: ["payment_reference": nil], committed: false)
    guard read.records.first?["payment_reference"]?.stringValue != reference else { return [] }
    do throws(Failure) {
      try await odoo.write(model, ids: [record], values: ["payment_reference": .string(reference)])
      return []
    } catch {
      guard error.kind == .data else { throw error }
      return [refused(reference, error)]
    }
  }

  private func refused(_ reference: String, _ failure: Failure) -> Issue {
    Issue(
      "procountor.invoice.reference",
      "Procountor made the reference number \(reference), but Odoo did not take it: \(failure.message)",
      severity: .warning,
      model: entry.subject.model,
      record: entry.subject.record,
      recordName: entry.recordName,
      field: "payment_reference",
      repair: "Enter it as Payment Reference by hand.",
      params: ["reference": reference]
    )
  }
}
