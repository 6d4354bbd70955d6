import Core
import Engine
import Mapping
import Odoo

/// An approved requisition of Procurify becomes a draft request for quotation for each vendor.
///
/// Source: reference 7.4. One document becomes several records: it is known by the first of them, each of them by
/// `<num>:<vendor>`. A request that became an order is left to the order.
struct PullRequisition: ReceivingFlow {
  let id = "procurify.requisition.pull"
  let label = "Requisition from Procurify"
  let model = OrderRecord.model

  private static let header = ["num", "date", "dateRequired", "description", "currency", "branch", "department"]

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
    var requisition = ProcurifyDocument(arrival, IncomingRequisitionMapping.table, odoo, settings)
    guard let number = arrival.content["num"]?.documentID,
      let status = arrival.content["status"]?.intValue.flatMap(RequisitionStatus.init)
    else {
      requisition.add(requisition.unknown("status", at: "content.status"))
      try requisition.check()
      throw .nothingMade(requisition.title)
    }
    let all = RequestedItems(requisition)
    let (known, ordered) = try await requests(number, all, requisition)
    let asked = all.without(ordered)
    if status.isOff { return try await cancel(known, requisition) ?? .leftAlone(Self.nothing(status, requisition)) }
    guard status == .approved, !asked.isEmpty else {
      let first = known.first.map { Applied(record: $0.id, recordName: $0.name, warnings: requisition.warnings) }
      return first ?? .leftAlone(Self.nothing(status, requisition))
    }
    return try await bring(known, number, asked, &requisition)
  }

  // MARK: What is there

  /// The requests that this requisition became, also those whose items have another vendor since, and the items that are
  /// on other orders.
  private func requests(_ number: String, _ asked: RequestedItems, _ requisition: ProcurifyDocument)
    async throws(Failure) -> (known: [OrderRecord], ordered: Set<String>)
  {
    let keys = asked.vendors.map { "\(number):\($0.vendor)" }
    let named = try await requisition.linked(Link.requisition, keys)
    let items = try await requisition.linked(Link.orderLine, OrderItem.all(requisition).map(\.id))
    var orders: [Int: Int] = [:]
    if !items.isEmpty {
      let fields: JSON = ["order_id": nil]
      let lines = Set(items.values).sorted()
      let read = try await requisition.odoo.read(OrderRecord.line, ids: lines, fields: fields, committed: false)
      for line in read.records { orders[line.recordID ?? 0] = line["order_id"]?.recordID }
    }
    let ids = Set(named.values).union(orders.values)
    let found = try await OrderRecord.read(ids.sorted(), requisition)
    let own = try await requisition.odoo.references(
      model,
      ids: found.map(\.id),
      flow: Link.requisition,
      connection: requisition.settings.key
    )
    let known = found.filter { own[$0.id]?.externalID.hasPrefix("\(number):") ?? false }
    let open = Set(known.filter(\.isDraft).map(\.id))
    let ordered = items.filter { item in orders[item.value].map { !open.contains($0) } ?? false }
    return (known.map { $0.named(own[$0.id]?.externalID) }, Set(ordered.keys))
  }

  private static func nothing(_ status: RequisitionStatus, _ requisition: ProcurifyDocument) -> String {
    status == .approved
      ? "Nothing of \(requisition.title) is left to be ordered."
      : "\(requisition.title) is \(status.word) in Procurify and not in Odoo."
  }

  // MARK: Bringing

  private func bring(
    _ known: [OrderRecord],
    _ number: String,
    _ asked: RequestedItems,
    _ requisition: inout ProcurifyDocument
  ) async throws(Failure) -> Applied {
    let digest = OrderDigest.of(number, requisition.content, Self.header)
    let drafts = known.filter(\.isDraft)
    if let first = known.first, known.allSatisfy({ $0.content == "\(digest):\($0.vendor ?? "")" }) {
      return Applied(record: first.id, recordName: first.name, warnings: requisition.warnings)
    }
    let values = try await RequisitionValues(asked, requisition)
    requisition.add(values.issues)
    try requisition.check()
    try await takeBack(drafts, values, requisition)
    var records: [OrderRecord] = []
    for request in values.requests {
      let mine = known.first { $0.vendor == "\(number):\(request.vendor)" }
      guard mine?.isDraft ?? true else { continue }
      records.append(try await bring(mine, request, number, digest, values, requisition))
    }
    guard let first = records.first ?? known.first else { throw .nothingMade(requisition.title) }
    return Applied(record: first.id, recordName: first.name, warnings: requisition.warnings)
  }

  private func bring(
    _ mine: OrderRecord?,
    _ request: RequisitionValues.Request,
    _ number: String,
    _ digest: String,
    _ values: RequisitionValues,
    _ requisition: ProcurifyDocument
  ) async throws(Failure) -> OrderRecord {
    let key = "\(number):\(request.vendor)"
    let writing = OrderWriting(document: requisition)
    let record: Int
    if let mine {
      let rows = OrderChanges(mine, request.lines).rows
      try await requisition.odoo.write(model, ids: [mine.id], values: values.changing(request, rows))
      record = mine.id
    } else {
      record = try await writing.create(values.new(request), "requisition", key)
      try await requisition.link(Link.requisition, key, model, record, number: number)
    }
    guard let written = try await OrderRecord.read([record], requisition).first else {
      throw .nothingMade(requisition.title)
    }
    try await writing.link(written, request.lines)
    try await requisition.link(OrderRecord.contentLink, "\(digest):\(key)", model, record)
    return written
  }

  /// Lines that moved to another vendor's request, or are not asked for any more; a request without lines is cancelled.
  private func takeBack(_ drafts: [OrderRecord], _ values: RequisitionValues, _ requisition: ProcurifyDocument)
    async throws(Failure)
  {
    for draft in drafts {
      let request = values.requests.first { draft.vendor?.hasSuffix(":\($0.vendor)") ?? false }
      guard request == nil else { continue }
      let rows = draft.known.values.compactMap(\.recordID).sorted()
        .map { JSON.record([("id", .int($0)), ("delete", true)]) }
      if !rows.isEmpty {
        try await requisition.odoo.write(model, ids: [draft.id], values: ["order_line": .array(rows)])
      }
      guard rows.count == draft.lines.count else { continue }
      _ = try await requisition.odoo.call(model, ids: [draft.id], method: "button_cancel", arguments: [:])
    }
  }

  /// - Returns: nil where there is nothing to cancel.
  private func cancel(_ known: [OrderRecord], _ requisition: ProcurifyDocument) async throws(Failure) -> Applied? {
    for draft in known where draft.isDraft {
      _ = try await requisition.odoo.call(model, ids: [draft.id], method: "button_cancel", arguments: [:])
    }
    return known.first.map { Applied(record: $0.id, recordName: $0.name, warnings: requisition.warnings) }
  }
}
