import Core
import Engine
import Odoo

/// What a bill became in Odoo before, as it stands now.
struct BillRecord {
  static let model = "account.move"
  /// Under which Odoo remembers what of the bill it has, so that a payment in Procurify is no other bill.
  static let contentLink = "procurify.bill.content"
  static let fields: JSON = [
    "name": nil, "state": nil, "move_type": nil, "payment_state": nil, "amount_total": nil, "amount_untaxed": nil,
    "invoice_origin": nil, "currency_id": ["name": nil, "decimal_places": nil],
    "invoice_line_ids": ["display_type": nil],
  ]

  let record: JSON
  /// What of the bill Odoo has, as `contentID`; nil where nobody noted it.
  let content: String?

  var id: Int { record["id"]?.intValue ?? 0 }
  var name: String { record.recordName }
  var state: String { record["state"]?.stringValue ?? "" }
  var isDraft: Bool { state == "draft" }
  var isCancelled: Bool { state == "cancel" }

  /// - Returns: nil for a bill that Odoo has not seen, or whose record somebody deleted.
  /// - Throws: what the gateway throws.
  static func find(_ document: ProcurifyDocument) async throws(Failure) -> BillRecord? {
    guard let key = document.content["id"]?.documentID, let id = try await document.linked(Link.bill, [key])[key] else {
      return nil
    }
    return try await read(id, document)
  }

  /// - Throws: what the gateway throws.
  static func read(_ id: Int, _ document: ProcurifyDocument) async throws(Failure) -> BillRecord? {
    let read = try await document.odoo.read(model, ids: [id], fields: fields, committed: false)
    guard let record = read.records.first else { return nil }
    let connection = document.settings.key
    let known = try await document.odoo.references(model, ids: [id], flow: contentLink, connection: connection)
    return BillRecord(record: record, content: known[id]?.externalID)
  }

  /// An issue for a draft that would have to be a credit note, or one no longer: Odoo fixes that when it is made.
  func fixed(as type: String, _ document: ProcurifyDocument) -> Issue? {
    guard let mine = record["move_type"]?.stringValue, mine != type else { return nil }
    let message = "\(document.title) is \(Self.word(type)) in Procurify now; \(name) is \(Self.word(mine)) in Odoo."
    var issue = locked(message, repair: "Delete \(name), then retry: the document comes in anew.", document)
    issue.probe = .field(model: Self.model, record: id, field: "state")
    return issue
  }

  private static func word(_ type: String) -> String { type == "in_refund" ? "a credit note" : "a bill" }

  /// An issue that keeps a change from a bill that people went on with in Odoo; tried again once it is a draft.
  func locked(_ message: String, repair: String, _ document: ProcurifyDocument) -> Issue {
    var issue = document.issue(
      "procurify.locked_target",
      message,
      value: state,
      repair: repair,
      params: ["name": name, "reason": message],
      probe: .domain(model: Self.model, domain: [["id", "=", .int(id)], ["state", "=", "draft"]])
    )
    (issue.model, issue.record, issue.recordName) = (Self.model, id, name)
    (issue.field, issue.label) = ("state", "Status")
    return issue
  }
}
