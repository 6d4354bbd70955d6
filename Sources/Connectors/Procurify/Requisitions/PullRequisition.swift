import Core
import Engine
import Mapping
import Odoo

/// An approved requisition of Procurify becomes a draft request for quotation for each vendor.
///
/// Source: reference 7.4. One document becomes several records: it is known by the first of them, each of them by
/// `<num>:<vendor>`. A request that became an order is left to the order, and one that a person cancelled to that person.
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
    if status.isOff {
      return try await cancel(known, number, requisition) ?? .leftAlone(Self.nothing(status, requisition))
    }
    guard status == .approved, !asked.isEmpty else {
      if status == .approved { try await takeBack(known, [], number, requisition) }
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
    let items = try await requisition.linked(Link.orderLine, OrderItem.ids(requisition))
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
      .map { $0.named(own[$0.id]?.externalID) }
    let open = Set(known.filter { $0.isDraft || $0.isGivenBack(number) }.map(\.id))
    let ordered = items.filter { item in orders[item.value].map { !open.contains($0) } ?? false }
    return (known, Set(ordered.keys))
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
    if let first = known.first, known.allSatisfy({ $0.content == "\(digest):\($0.vendor ?? "")" }) {
      return Applied(record: first.id, recordName: first.name, warnings: requisition.warnings)
    }
    let values = try await RequisitionValues(asked, requisition)
    requisition.add(values.issues)
    try requisition.check()
    try await takeBack(known, values.requests.map(\.vendor), number, requisition)
    var records: [OrderRecord] = []
    for request in values.requests {
      let mine = known.first { $0.vendor == "\(number):\(request.vendor)" }
      guard mine.map({ $0.isDraft || $0.isGivenBack(number) }) ?? true else { continue }
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
    if let mine = try await reopened(mine, requisition) {
      let rows = OrderChanges(mine, request.lines).rows
      try await requisition.odoo.write(model, ids: [mine.id], values: values.changing(request, rows))
      record = mine.id
    } else {
      record = try await writing.create(values.new(request), "requisition", key)
      try await requisition.link(Link.requisition, key, model, record, number: number)
    }
    guard var written = try await OrderRecord.read([record], requisition).first else {
      throw .nothingMade(requisition.title)
    }
    let changes = OrderChanges(written, request.lines)
    // A create that was repeated after its answer was lost finds what an older version made.
    if mine == nil, written.isDraft, changes.isMaterial {
      try await requisition.odoo.write(model, ids: [record], values: values.changing(request, changes.rows))
      written = try await OrderRecord.read([record], requisition).first ?? written
    }
    try await writing.link(written, request.lines)
    try await requisition.link(OrderRecord.contentLink, "\(digest):\(key)", model, record)
    return written
  }

  /// A request that we cancelled is a draft again.
  private func reopened(_ mine: OrderRecord?, _ requisition: ProcurifyDocument) async throws(Failure) -> OrderRecord? {
    guard let mine, mine.isCancelled else { return mine }
    _ = try await requisition.odoo.call(model, ids: [mine.id], method: "button_draft", arguments: [:])
    return try await OrderRecord.read([mine.id], requisition).first?.named(mine.vendor)
  }

  /// Lines that moved to another vendor's request, or are not asked for any more; a request without lines is cancelled.
  /// What is on an order in Procurify stays for that order to find.
  private func takeBack(
    _ known: [OrderRecord],
    _ vendors: [String],
    _ number: String,
    _ requisition: ProcurifyDocument
  ) async throws(Failure) {
    let ordered = Set(OrderItem.all(requisition).filter(RequestedItems.isOrdered).map(\.id))
    for draft in known where draft.isDraft && !vendors.contains(where: { draft.vendor == "\(number):\($0)" }) {
      let rows = draft.known.filter { !ordered.contains($0.key) }.values.compactMap(\.recordID).sorted()
        .map { JSON.record([("id", .int($0)), ("delete", true)]) }
      if !rows.isEmpty {
        try await requisition.odoo.write(model, ids: [draft.id], values: ["order_line": .array(rows)])
      }
      if rows.count == draft.lines.count { try await cancel(draft, number, requisition) }
    }
  }

  /// - Returns: nil where there is nothing to cancel.
  private func cancel(_ known: [OrderRecord], _ number: String, _ requisition: ProcurifyDocument)
    async throws(Failure) -> Applied?
  {
    for draft in known where draft.isDraft { try await cancel(draft, number, requisition) }
    return known.first.map { Applied(record: $0.id, recordName: $0.name, warnings: requisition.warnings) }
  }

  /// Noted first: what was cancelled by us, and not by a person, comes back when it is asked for again.
  private func cancel(_ draft: OrderRecord, _ number: String, _ requisition: ProcurifyDocument) async throws(Failure) {
    try await requisition.link(OrderRecord.contentLink, draft.givenBack(number), model, draft.id)
    _ = try await requisition.odoo.call(model, ids: [draft.id], method: "button_cancel", arguments: [:])
  }
}
