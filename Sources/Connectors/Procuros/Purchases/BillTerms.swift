import Core
import Engine
import Foundation
import Mapping
import Odoo

/// The payment terms of a bill (II8): those that say the same as the document, else the order's, else the connection's.
///
/// Source: reference D-12. An entry with a percentage is a cash discount, one without is the day on which the rest is due.
struct BillTerms {
  /// `account.payment.term`; nil leaves the choice to Odoo.
  let id: Int?
  let warning: Issue?

  private static let model = "account.payment.term"

  /// Finds them with at most one search.
  ///
  /// - Parameters:
  ///   - incoming: the document.
  ///   - order: that it names.
  /// - Returns: the payment term, and a warning when it does not say what the document says.
  /// - Throws: what a search throws.
  static func find(_ incoming: Incoming, _ order: PurchaseOrder?) async throws(Failure) -> BillTerms {
    let fallback = order?.record["payment_term_id"]?.relation ?? incoming.settings.values["payment_term_id"]?.relation
    let entries = incoming.arrival.content["header"]?["paymentTerms"]?.arrayValue ?? []
    guard !entries.isEmpty else { return BillTerms(id: fallback, warning: nil) }
    let domain: JSON = [["company_id", "in", [.int(incoming.settings.company), false]], ["active", "=", true]]
    let terms = try await incoming.odoo.search(
      model,
      domain: domain,
      fields: PaymentAgreement.fields,
      order: nil,
      limit: nil
    )
    let wanted = PaymentAgreement(entries: entries)
    // When all is due must be said: what is not said agrees with nothing.
    let same = terms.filter { wanted.days != nil && wanted.agrees(with: PaymentAgreement(term: $0)) }
      .compactMap { $0["id"]?.intValue }
    if same.count == 1 { return BillTerms(id: same.first, warning: nil) }
    if let fallback, same.contains(fallback) { return BillTerms(id: fallback, warning: nil) }
    let name = terms.first { $0["id"]?.intValue == fallback }.map(\.name)
    return BillTerms(id: fallback, warning: warning(wanted, same.count, fallback, name, incoming))
  }

  private static func warning(
    _ wanted: PaymentAgreement,
    _ count: Int,
    _ fallback: Int?,
    _ name: String?,
    _ incoming: Incoming
  ) -> Issue {
    let chosen = name ?? "none"
    return Issue(
      "procuros.bill.payment_terms",
      "\(count == 0 ? "No" : "More than one") payment term says \(wanted.words); taken is \(chosen).",
      severity: .warning,
      model: fallback == nil ? nil : model,
      record: fallback,
      recordName: name,
      field: "line_ids",
      label: "Terms",
      value: wanted.words,
      path: "content.header.paymentTerms",
      repair: "Choose the payment terms on the bill; make such a payment term for the next one.",
      params: ["document": incoming.title, "wanted": wanted.words, "chosen": chosen]
    )
  }
}
