import Core
import Engine
import Foundation
import Mapping
import Odoo

/// Bills of the same vendor with the same number that Odoo already has.
///
/// Source: reference 7.5 and ruling 8: held, and both are shown. One of another amount is only told.
struct BillDuplicates {
  private(set) var issues: [Issue] = []
  /// The record that this very bill became in a call whose answer was lost: nothing else carries its origin.
  private(set) var own: Int?

  private static let fields: JSON = ["state": nil, "amount_total": nil, "invoice_origin": nil]

  /// - Parameters:
  ///   - vendor: the partner, its company where it is a contact.
  ///   - total: what the bill comes to; nil where it does not say.
  ///   - type: `in_invoice` or `in_refund`.
  ///   - known: the record the bill became before.
  ///   - document: the bill.
  /// - Throws: what a search throws.
  init(_ vendor: Int?, total: Decimal?, type: String, known: Int?, _ document: ProcurifyDocument) async throws(Failure)
  {
    guard let vendor, let number = document.fields.text("ref") else { return }
    let domain: [JSON] = [
      ["move_type", "=", .string(type)], ["ref", "=", .string(number)], ["state", "!=", "cancel"],
      ["company_id", "=", .int(document.settings.company)],
      ["partner_id.commercial_partner_id", "=", .int(vendor)],
    ]
    let found = try await document.odoo.search(
      "account.move",
      domain: .array(domain),
      fields: Self.fields,
      order: nil,
      limit: 10
    )
    for other in found where other.recordID != known {
      if known == nil, own == nil, other["invoice_origin"]?.stringValue == BillOrigin.text(document) {
        own = other.recordID
      } else {
        issues.append(Self.issue(other, number, total, document))
      }
    }
  }

  private static func issue(_ other: JSON, _ number: String, _ total: Decimal?, _ document: ProcurifyDocument) -> Issue
  {
    let amount = other["amount_total"]?.amount
    let isSame = amount.map { ($0.magnitude - (total ?? $0).magnitude).magnitude <= Decimal(1) / 100 } ?? true
    let sums = (ours: amount?.shortest ?? "", theirs: total?.magnitude.shortest ?? "")
    var issue = document.issue(
      "procurify.duplicate_reference",
      "\(other.recordName) of \(sums.ours) already has the number \(number) of this vendor; this bill comes to "
        + "\(sums.theirs).",
      at: "content.invoice_number",
      severity: isSame ? .error : .warning,
      value: number,
      repair: "Cancel or delete \(other.recordName) if this bill shall take its place, or ignore this document.",
      params: ["number": number, "other": other.recordName, "ours": sums.ours, "theirs": sums.theirs],
      probe: isSame ? other.recordID.map { free($0) } : nil
    )
    (issue.model, issue.record, issue.recordName) = ("account.move", other.recordID, other.recordName)
    (issue.field, issue.label) = ("ref", "Bill Reference")
    return issue
  }

  /// Cancelled, or given another number since.
  private static func free(_ record: Int) -> Issue.Probe {
    .field(model: "account.move", record: record, field: "state")
  }
}
