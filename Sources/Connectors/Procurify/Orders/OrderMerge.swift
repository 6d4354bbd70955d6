import Core
import Engine
import Odoo

/// The requests for quotation that hold items of an order: one whose items are all ordered becomes the order, from others
/// the ordered lines are taken out.
///
/// Source: reference 7.4: the order reuses the request instead of making a second one; what was not ordered stays
/// requested.
struct OrderMerge {
  /// The request that becomes the order.
  private(set) var reused: OrderRecord?
  /// Requests that lose lines to it.
  private var others: [(record: OrderRecord, lines: [Int])] = []

  /// - Parameters:
  ///   - keys: of the order's lines.
  ///   - target: the record that the order is already; nil for one that may become it.
  ///   - document: the order.
  /// - Throws: what the gateway throws.
  init(_ keys: [String], into target: OrderRecord?, _ document: ProcurifyDocument) async throws(Failure) {
    let links = try await document.linked(Link.orderLine, keys)
    let own = Set((target?.lines ?? []).compactMap(\.recordID))
    let elsewhere = Set(links.values).subtracting(own).sorted()
    guard !elsewhere.isEmpty else { return }
    let fields: JSON = ["order_id": ["state": nil]]
    let read = try await document.odoo.read(OrderRecord.line, ids: elsewhere, fields: fields, committed: false)
    let drafts = read.records.filter { ["draft", "sent"].contains($0["order_id"]?["state"]?.stringValue ?? "") }
    let ids = Set(drafts.compactMap { $0["order_id"]?.recordID }).sorted()
    for request in try await OrderRecord.read(ids, document) where request.id != target?.id {
      // One that was never finished may hold more than it knows of.
      let isAll = request.content != nil && request.known.keys.allSatisfy(keys.contains)
      if isAll, target == nil, reused == nil {
        reused = request
      } else {
        let taken = request.known.filter { keys.contains($0.key) }.compactMap(\.value.recordID).sorted()
        others.append((request, taken))
      }
    }
  }

  /// Takes the ordered lines out of the other requests; one that is left without lines is cancelled.
  ///
  /// - Throws: what Odoo throws.
  func takeOut(_ odoo: any OdooGateway) async throws(Failure) {
    for (request, lines) in others where !lines.isEmpty {
      let rows = lines.map { JSON.record([("id", .int($0)), ("delete", true)]) }
      try await odoo.write(OrderRecord.model, ids: [request.id], values: ["order_line": .array(rows)])
      guard request.lines.count == lines.count else { continue }
      _ = try await odoo.call(OrderRecord.model, ids: [request.id], method: "button_cancel", arguments: [:])
    }
  }
}
