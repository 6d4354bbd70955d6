import Core
import Engine
import Odoo

/// Whether the books are closed on the day a bill is posted.
///
/// Source: reference 7.5; Odoo's lock dates: 17.0 has one for everybody, one for non-advisers and one for taxes, 18.0 and
/// later one for each kind of journal and a hard one besides, and say themselves what counts for this user.
struct BillPeriod {
  private struct Lock {
    let field: String
    let label: String
    /// Counts for documents with taxes only.
    var isForTaxes = false
  }

  private static let newer = [
    Lock(field: "user_fiscalyear_lock_date", label: "Global Lock Date"),
    Lock(field: "user_purchase_lock_date", label: "Purchase Lock Date"),
    Lock(field: "user_hard_lock_date", label: "Hard Lock Date"),
    Lock(field: "user_tax_lock_date", label: "Tax Return Lock Date", isForTaxes: true),
  ]
  private static let older = [
    Lock(field: "fiscalyear_lock_date", label: "All Users Lock Date"),
    Lock(field: "period_lock_date", label: "Journals Entries Lock Date"),
    Lock(field: "max_tax_lock_date", label: "Tax Return Lock Date", isForTaxes: true),
  ]

  /// - Parameters:
  ///   - day: `YYYY-MM-DD`.
  ///   - hasTax: whether a line has a tax.
  ///   - document: the bill.
  /// - Returns: an issue that names the latest lock that closes the day; nil for an open one.
  /// - Throws: what a read throws.
  static func issue(on day: String, hasTax: Bool, _ document: ProcurifyDocument) async throws(Failure) -> Issue? {
    let locks = try await document.odoo.has(newer[0].field, in: "res.company") ? newer : older
    let fields = JSON.record(locks.map { ($0.field, .null) })
    let company = document.settings.company
    let read = try await document.odoo.read("res.company", ids: [company], fields: fields, committed: false)
    let record = read.records.first ?? .null
    let closed = locks.compactMap { lock -> (lock: Lock, until: String)? in
      guard let until = record[lock.field]?.stringValue?.prefix(10), day <= until, hasTax || !lock.isForTaxes else {
        return nil
      }
      return (lock, String(until))
    }
    return closed.max { $0.until < $1.until }.map { Self.closed(day, $0.lock, until: $0.until, document) }
  }

  private static func closed(_ day: String, _ lock: Lock, until: String, _ document: ProcurifyDocument) -> Issue {
    let company = document.settings.company
    var issue = document.issue(
      "procurify.period_locked",
      "\(document.title) is posted on \(day); the books are closed until \(until) (\(lock.label)).",
      at: "content.gl_post_date",
      value: day,
      repair: "Choose another posting date in Procurify, or reopen the period in Odoo and retry.",
      params: ["day": day, "until": until, "lock": lock.label],
      probe: .field(model: "res.company", record: company, field: lock.field)
    )
    (issue.model, issue.record, issue.field, issue.label) = ("res.company", company, lock.field, lock.label)
    return issue
  }
}
