import Core
import Engine
import Mapping
import Odoo

/// A purchase order of Procurify becomes one of Odoo, confirmed, and follows it: changed, closed, reopened, cancelled.
///
/// Source: reference 7.3. Over HTTP nothing is rolled back: everything is looked up before the first write, each step reads
/// first, and what Odoo has of the order is noted last.
struct PullOrder: ReceivingFlow {
  let id = "procurify.order.pull"
  let label = "Purchase order from Procurify"
  let model = OrderRecord.model

  private static let header = [
    "PO_Num", "number", "date", "promise_date", "pref_vendor", "purchased_currency", "comment", "freight", "other",
    "discount", "tax",
  ]

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    do throws(Failure) {
      return try await pull(arrival, odoo, settings)
    } catch {
      throw error.denied(arrival)
    }
  }

  private func pull(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings)
    async throws(Failure) -> Applied
  {
    var order = ProcurifyDocument(arrival, IncomingOrderMapping.table, odoo, settings)
    guard let key = arrival.content["procurify_PO"]?.documentID, let state = OrderState(arrival.content["state"]) else {
      order.add(order.unknown("state", at: "content.state"))
      try order.check()
      throw .nothingMade(order.title)
    }
    guard state != .legacy else { return .leftAlone("\(order.title) is of an older kind in Procurify.") }
    let linked = try await order.linked(Link.order, [key])[key]
    let known = try await OrderRecord.read([linked].compactMap(\.self), order).first
    if state == .cancelled {
      guard let known else { return .leftAlone("\(order.title) is cancelled in Procurify and not in Odoo.") }
      return try await cancel(known, key, &order)
    }
    let digest = OrderDigest.of(key, arrival.content, Self.header)
    let record: OrderRecord
    if let known, known.content == digest {
      record = known
    } else {
      record = try await bring(known, key, digest, state, &order)
    }
    return try await follow(record, state, digest, &order)
  }

  // MARK: Content

  /// Makes the record, or brings the one that is there to what the order says now.
  private func bring(
    _ known: OrderRecord?,
    _ key: String,
    _ digest: String,
    _ state: OrderState,
    _ order: inout ProcurifyDocument
  ) async throws(Failure) -> OrderRecord {
    let values = try await OrderValues(order)
    order.add(values.issues)
    let merge = try await OrderMerge(values.lines.map(\.key), into: known, order)
    let target = known ?? merge.reused
    let changes = target.map { OrderChanges($0, values.lines) }
    if let target, let changes { order.add(Self.obstacle(target, changes, values, state, key, order)) }
    try order.check()
    let record: Int
    if let target, let changes {
      record = try await write(target, changes, values, key, state, order)
    } else {
      record = try await OrderWriting(document: order).create(values.new, "order", key)
      try await order.link(Link.order, key, model, record, number: order.arrival.number)
    }
    try await merge.takeOut(order.odoo)
    guard var written = try await OrderRecord.read([record], order).first else { throw .nothingMade(order.title) }
    if target == nil { written = try await caughtUp(written, values, key, state, &order) }
    try await OrderWriting(document: order).link(written, values.lines)
    let isClosed = target?.isClosedByUs == true && written.isLocked
    try await order.link(OrderRecord.contentLink, isClosed ? OrderDigest.closed(digest) : digest, model, record)
    order.add(values.total(written))
    return written
  }

  /// A create that was repeated after its answer was lost finds what an older version of the order made.
  private func caughtUp(
    _ made: OrderRecord,
    _ values: OrderValues,
    _ key: String,
    _ state: OrderState,
    _ order: inout ProcurifyDocument
  ) async throws(Failure) -> OrderRecord {
    let changes = OrderChanges(made, values.lines)
    guard changes.isMaterial else { return made }
    order.add(Self.obstacle(made, changes, values, state, key, order))
    try order.check()
    _ = try await write(made, changes, values, key, state, order)
    return try await OrderRecord.read([made.id], order).first ?? made
  }

  private func write(
    _ target: OrderRecord,
    _ changes: OrderChanges,
    _ values: OrderValues,
    _ key: String,
    _ state: OrderState,
    _ order: ProcurifyDocument
  ) async throws(Failure) -> Int {
    let (odoo, ids) = (order.odoo, [target.id])
    try await order.link(Link.order, key, model, target.id, number: order.arrival.number)
    if target.isCancelled { _ = try await odoo.call(model, ids: ids, method: "button_draft", arguments: [:]) }
    if target.mayUnlock(state) {
      _ = try await odoo.call(model, ids: ids, method: "button_unlock", arguments: [:])
    }
    // Where nothing but words changed an order that people went on with keeps its lines as they are.
    let isClosed = target.isBilled || (target.isLocked && !target.mayUnlock(state))
    try await odoo.write(model, ids: ids, values: values.changing(target, isClosed ? [] : changes.rows))
    return target.id
  }

  /// Why a change must not be made; nil where nothing is in its way.
  private static func obstacle(
    _ target: OrderRecord,
    _ changes: OrderChanges,
    _ values: OrderValues,
    _ state: OrderState,
    _ key: String,
    _ order: ProcurifyDocument
  ) -> Issue? {
    let isBack = target.content == OrderDigest.cancelled(key) || state == .reopened
    let reason: String? =
      if target.isCancelled {
        isBack ? nil : "cancelled"
      } else if !target.isDraft, values.differs(from: target) {
        "confirmed with another vendor or currency"
      } else if !changes.isMaterial {
        nil
      } else if target.isBilled {
        "billed"
      } else if target.isLocked, !target.mayUnlock(state) {
        "locked"
      } else {
        changes.received.map { "received beyond what \($0) is ordered now" }
      }
    guard let reason else { return nil }
    return target.locked(
      "\(order.title) was changed in Procurify; \(target.name) is \(reason) in Odoo and stays as it is.",
      repair: "Compare both and correct \(target.name) by hand, then ignore this document, or retry it.",
      order
    )
  }

  // MARK: State

  private func follow(_ record: OrderRecord, _ state: OrderState, _ digest: String, _ order: inout ProcurifyDocument)
    async throws(Failure) -> Applied
  {
    var record = record
    if record.mayUnlock(state) {
      record = try await press("button_unlock", record, order)
      try await order.link(OrderRecord.contentLink, digest, model, record.id)
    }
    if record.isDraft, order.settings.isOn("confirm_orders") {
      record = try await press("button_confirm", record, order)
      order.add(Self.notConfirmed(record, order))
    }
    if state.isClosed, record.isConfirmed, !record.isLocked {
      let isOld = try await order.odoo.actualName(of: "locked", in: model) == "state"
      try await order.link(OrderRecord.contentLink, OrderDigest.closed(digest), model, record.id)
      record = try await press(isOld ? "button_done" : "button_lock", record, order)
    }
    return Applied(record: record.id, recordName: record.name, warnings: order.warnings)
  }

  private func cancel(_ known: OrderRecord, _ key: String, _ order: inout ProcurifyDocument)
    async throws(Failure) -> Applied
  {
    var record = known
    if !record.isCancelled {
      if let issue = Self.notCancelled(record, order) {
        order.add(issue)
        try order.check()
      }
      if record.isLocked { record = try await press("button_unlock", record, order) }
      record = try await press("button_cancel", record, order)
      try await order.link(OrderRecord.contentLink, OrderDigest.cancelled(key), model, record.id)
    }
    return Applied(record: record.id, recordName: record.name, warnings: order.warnings)
  }

  /// Odoo's buttons may do nothing and not say so: what came of it is read.
  private func press(_ method: String, _ record: OrderRecord, _ order: ProcurifyDocument)
    async throws(Failure) -> OrderRecord
  {
    _ = try await order.odoo.call(model, ids: [record.id], method: method, arguments: [:])
    return try await OrderRecord.read([record.id], order).first ?? record
  }

  private static func notConfirmed(_ record: OrderRecord, _ order: ProcurifyDocument) -> Issue? {
    guard !record.isConfirmed else { return nil }
    var issue = order.issue(
      "procurify.order_to_approve",
      "\(record.name) was ordered in Procurify and waits for approval in Odoo.",
      severity: .warning,
      value: record.state,
      repair: "Have \(record.name) approved.",
      params: ["name": record.name]
    )
    (issue.model, issue.record, issue.recordName) = (model, record.id, record.name)
    (issue.field, issue.label) = ("state", "Status")
    return issue
  }

  private static let model = OrderRecord.model

  private static func notCancelled(_ record: OrderRecord, _ order: ProcurifyDocument) -> Issue? {
    guard record.isBilled || record.isReceived else { return nil }
    return record.locked(
      "\(order.title) was cancelled in Procurify; \(record.name) is \(record.isBilled ? "billed" : "received") in Odoo.",
      repair: "Cancel \(record.name) by hand after its bills and receipts, or ignore this document.",
      order
    )
  }
}
