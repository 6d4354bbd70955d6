import Core
import Engine
import Mapping
import Odoo

/// The receipt that a shipping notice announces: the order's open one that none has announced yet.
enum IncomingReceipt {
  static let model = "stock.picking"
  private static let fields: JSON = ["name": nil, "state": nil, "move_ids": ExpectedMove.fields]

  /// - Parameters:
  ///   - order: that the notice names.
  ///   - flow: whose claims tell what is announced.
  ///   - incoming: takes what is wrong: none or several.
  /// - Returns: nil where an issue says why.
  /// - Throws: what a search throws.
  static func find(_ order: PurchaseOrder, flow: String, _ incoming: inout Incoming) async throws(Failure) -> JSON? {
    let domain: [JSON] = [
      ["purchase_id", "=", .int(order.id)], ["picking_type_code", "=", "incoming"],
      ["state", "not in", ["done", "cancel"]],
    ]
    let open = try await incoming.odoo.search(model, domain: .array(domain), fields: fields, order: nil, limit: nil)
    let announced = try await incoming.odoo.references(
      model,
      ids: open.compactMap { $0["id"]?.intValue },
      flow: flow,
      connection: incoming.settings.key
    )
    let free = open.filter { $0["id"]?.intValue.map { announced[$0] == nil } ?? false }
    if free.count == 1 { return free.first }
    incoming.add(
      free.isEmpty
        ? [none(order, announced.keys.sorted(), domain, incoming)] : free.map { several(order, $0, free, incoming) }
    )
    return nil
  }

  /// The receipt that an older version of this notice announced, as it was before: with all that is expected (D-18).
  ///
  /// - Returns: nil when there is no older version, or somebody deleted its receipt.
  static func earlier(_ incoming: inout Incoming) async throws(Failure) -> JSON? {
    guard let older = incoming.arrival.replaces else { return nil }
    guard let found = try await read(older.record, incoming) else { return nil }
    let isTouched = (found["move_ids"]?.arrayValue ?? []).contains { $0["picked"] == true }
    guard !isTouched, !["done", "cancel"].contains(found["state"]) else {
      incoming.add(tooLate(older, found, incoming))
      return nil
    }
    return found
  }

  static func read(_ id: Int, _ incoming: Incoming) async throws(Failure) -> JSON? {
    try await incoming.odoo.read(model, ids: [id], fields: fields, committed: false).records.first
  }

  // MARK: Issues

  private static func tooLate(_ older: Arrival.Version, _ found: JSON, _ incoming: Incoming) -> Issue {
    incoming.versionTooLate(
      "procuros.receipt.version_too_late",
      "\(incoming.title) replaces an announcement whose receipt \(older.recordName) was begun already.",
      older,
      of: model,
      in: found["state"],
      repair: "Compare \(older.recordName) with this document by hand, and ignore it."
    )
  }

  private static func none(_ order: PurchaseOrder, _ announced: [Int], _ domain: [JSON], _ incoming: Incoming) -> Issue
  {
    let words = announced.isEmpty ? "no open receipt" : "no open receipt that was not announced before"
    return Issue(
      "procuros.receipt.none",
      "\(order.name) has \(words), so \(incoming.title) finds nothing to prepare.",
      model: PurchaseOrder.model,
      record: order.id,
      recordName: order.name,
      field: "picking_ids",
      label: "Receptions",
      path: "content.header.orderIdentifier",
      repair: "Ask the vendor what is delivered, raise the order if it is right, or ignore this document.",
      params: ["order": order.name, "document": incoming.title],
      probe: .domain(model: model, domain: .array(domain + [["id", "not in", .array(announced.map(JSON.int))]]))
    )
  }

  private static func several(_ order: PurchaseOrder, _ receipt: JSON, _ all: [JSON], _ incoming: Incoming) -> Issue {
    let names = all.map(\.name).joined(separator: ", ")
    return Issue(
      "procuros.receipt.several",
      "\(order.name) has \(all.count) open receipts: \(names).",
      model: model,
      record: receipt["id"]?.intValue,
      recordName: receipt.name,
      field: "state",
      label: "Status",
      value: receipt["state"]?.stringValue,
      path: "content.header.orderIdentifier",
      repair: "Finish or cancel all but the one that \(incoming.title) is about.",
      params: ["order": order.name, "count": String(all.count), "names": names, "document": incoming.title],
      probe: receipt["id"]?.intValue.map { .field(model: model, record: $0, field: "state") }
    )
  }
}
