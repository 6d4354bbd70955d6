import Core
import Engine
import Foundation
import Odoo

/// A purchase order or request for quotation of Odoo that Procurify has to do with, as it stands now.
struct OrderRecord {
  static let model = "purchase.order"
  static let line = "purchase.order.line"
  /// Under which Odoo remembers what of the document it has.
  static let contentLink = "procurify.order.content"
  private static let fields: JSON = [
    "name": nil, "state": nil, "locked": nil, "amount_total": nil, "partner_id": nil,
    "currency_id": nil,
    "order_line": [
      "name": nil, "sequence": nil, "display_type": nil, "product_id": nil, "product_qty": nil, "price_unit": nil,
      "qty_received": nil, "qty_invoiced": nil,
    ],
  ]

  let record: JSON
  /// What of the document Odoo has; nil where nobody noted it.
  let content: String?
  /// Whether we locked it, because it was closed in Procurify: what a person locked stays locked.
  let isClosedByUs: Bool
  /// The lines by the key under which Odoo knows them.
  let known: [String: JSON]
  /// `<num>:<vendor>` of a request that came from a requisition, where somebody asked.
  private(set) var vendor: String?

  var id: Int { record["id"]?.intValue ?? 0 }
  var name: String { record.recordName }
  var state: String { record["state"]?.stringValue ?? "" }
  var isDraft: Bool { ["draft", "sent"].contains(state) }
  var isConfirmed: Bool { ["purchase", "done"].contains(state) }
  var isCancelled: Bool { state == "cancel" }
  /// Up to 18.0 a locked order is in state `done`, which is what `locked` reads as there.
  var isLocked: Bool { record["locked"] == true || record["locked"] == "done" || state == "done" }
  /// Whether a reopening in Procurify may unlock it.
  func mayUnlock(_ state: OrderState) -> Bool { isLocked && isClosedByUs && state == .reopened }
  var isBilled: Bool { lines.contains { !($0["qty_invoiced"]?.amount ?? 0).isZero } }
  var isReceived: Bool { lines.contains { !($0["qty_received"]?.amount ?? 0).isZero } }
  var lines: [JSON] { (record["order_line"]?.arrayValue ?? []).filter { $0["display_type"]?.isNull ?? true } }

  /// - Returns: those that are still there, in the order of the ids.
  /// - Throws: what the gateway throws.
  static func read(_ ids: [Int], _ document: ProcurifyDocument) async throws(Failure) -> [OrderRecord] {
    guard !ids.isEmpty else { return [] }
    let (odoo, connection) = (document.odoo, document.settings.key)
    let read = try await odoo.read(model, ids: ids, fields: fields, committed: false)
    let contents = try await odoo.references(model, ids: ids, flow: contentLink, connection: connection)
    let lines = read.records.flatMap { $0["order_line"]?.recordIDs ?? [] }
    let keys =
      lines.isEmpty ? [:] : try await odoo.references(line, ids: lines, flow: Link.orderLine, connection: connection)
    return read.records.map { record in
      let rows = record["order_line"]?.arrayValue ?? []
      let known = rows.compactMap { row in row.recordID.flatMap { keys[$0] }.map { ($0.externalID, row) } }
      let (content, isClosed) = OrderDigest.parts(record.recordID.flatMap { contents[$0]?.externalID })
      return OrderRecord(
        record: record,
        content: content,
        isClosedByUs: isClosed,
        known: Dictionary(known, uniquingKeysWith: { first, _ in first })
      )
    }
  }

  /// Whether we cancelled it, because its requisition did not ask for it any more: it may come back.
  func isGivenBack(_ requisition: String) -> Bool { isCancelled && content == givenBack(requisition) }

  /// What is noted of a request that we cancel.
  func givenBack(_ requisition: String) -> String { "\(OrderDigest.cancelled(requisition)):\(vendor ?? "")" }

  func named(_ vendor: String?) -> OrderRecord {
    var record = self
    record.vendor = vendor
    return record
  }

  /// The line of a document: the one that carries its key, else one nobody linked at its place with its product. The
  /// latter was made by a call whose answer was lost.
  func row(of line: OrderLine) -> JSON? {
    if let row = known[line.key] { return row }
    let linked = Set(known.values.compactMap(\.recordID))
    return lines.first { row in
      !linked.contains(row.recordID ?? 0) && row["sequence"]?.intValue == line.number
        && row["product_id"]?.recordID == line.product
    }
  }

  /// An issue that keeps a change from an order that people went on with in Odoo; tried again when it changes.
  func locked(_ message: String, repair: String, _ document: ProcurifyDocument) -> Issue {
    var issue = document.issue(
      "procurify.locked_target",
      message,
      value: state,
      repair: repair,
      params: ["name": name, "reason": message],
      probe: .field(model: Self.model, record: id, field: "state")
    )
    (issue.model, issue.record, issue.recordName) = (Self.model, id, name)
    (issue.field, issue.label) = ("state", "Status")
    return issue
  }
}
