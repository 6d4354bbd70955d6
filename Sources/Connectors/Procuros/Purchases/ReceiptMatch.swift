import Core
import Foundation
import Mapping

/// Gives what was shipped to the moves of a receipt: to the order line whose number an item names, else to the moves of its
/// product one after the other.
struct ReceiptMatch {
  private struct Lot: Hashable {
    let name: String?
    let expiration: String?
  }

  private(set) var issues: [Issue] = []
  /// Deposits that come along without having been ordered.
  private(set) var deposits: [JSON] = []
  private let order: PurchaseOrder
  private let incoming: Incoming
  private let moves: [Int: [ExpectedMove]]
  private let all: [ExpectedMove]
  /// In the move's unit, by move and lot.
  private var shipped: [Int: [Lot: Decimal]] = [:]
  private var lots: [Int: [Lot]] = [:]
  private var told: Set<String> = []

  init(_ items: [IncomingDocument], _ order: PurchaseOrder, _ receipt: JSON, _ incoming: Incoming) {
    self.order = order
    self.incoming = incoming
    all = ExpectedMove.all(of: receipt)
    moves = Dictionary(grouping: all) { $0.product ?? 0 }
    for item in items where item.id("product_id") != nil { add(ShippedItem(item, incoming)) }
    for move in all where total(move) > move.expected { tell(moreThanOrdered(move)) }
  }

  /// Rows for `_procuros_prepare`: moves with what was shipped of them, decimals as text.
  var rows: [JSON] {
    all.filter { total($0) > 0 }.map { move in
      let named = (lots[move.id] ?? []).filter { $0.name != nil }
      let rows = named.map { lot -> JSON in
        .record([
          ("name", JSON(lot.name)), ("quantity", .string((shipped[move.id]?[lot] ?? 0).shortest)),
          ("expiration", lot.expiration.map(JSON.string)),
        ])
      }
      return .record([
        ("move", .int(move.id)), ("quantity", .string(total(move).shortest)),
        ("lots", rows.isEmpty ? nil : .array(rows)),
      ])
    }
  }

  private func total(_ move: ExpectedMove) -> Decimal { (shipped[move.id] ?? [:]).values.reduce(0, +) }

  // MARK: Matching

  private mutating func add(_ item: ShippedItem) {
    issues += item.issues
    if item.item.content["openQuantityAction"] == "DISCARDED" { tell(discarded(item.item)) }
    let candidates = moves[item.item.id("product_id") ?? 0] ?? []
    guard !candidates.isEmpty else { return addUnexpected(item) }
    let named = order.lines(of: item.item.id("product_id"))
      .first { $0.number == item.item["order_line_number"]?.intValue }
    let target = candidates.first { named != nil && $0.purchaseLine == named?.id }
    for part in item.parts {
      let lot = Lot(name: part.lot, expiration: part.expiration)
      if let target {
        put(target.converted(part.quantity, from: item.item.found["product_uom"]), lot, target)
      } else {
        spread(part.quantity, lot, item.item.found["product_uom"], candidates)
      }
    }
  }

  /// Fills the moves in their order; what is too much stands on the last one.
  private mutating func spread(_ quantity: Decimal, _ lot: Lot, _ unit: JSON?, _ candidates: [ExpectedMove]) {
    var rest = quantity
    for (index, move) in candidates.enumerated() where rest > 0 {
      let wanted = move.converted(rest, from: unit)
      let left = max(0, move.expected - total(move))
      let taken = index == candidates.count - 1 ? wanted : min(left, wanted)
      guard taken > 0 else { continue }
      put(taken, lot, move)
      rest = wanted.isZero ? 0 : rest * (wanted - taken) / wanted
    }
  }

  private mutating func put(_ quantity: Decimal, _ lot: Lot, _ move: ExpectedMove) {
    if shipped[move.id]?[lot] == nil { lots[move.id, default: []].append(lot) }
    shipped[move.id, default: [:]][lot, default: 0] += quantity
  }

  /// What the receipt does not expect: services are not received, deposits come along, the rest is too much.
  private mutating func addUnexpected(_ item: ShippedItem) {
    let product = item.item.found["product_id"] ?? .null
    guard product["type"] != "service", !item.parts.isEmpty else { return }
    let quantity = item.parts.reduce(Decimal()) { $0 + $1.quantity }
    if let line = order.lines(of: product.relation).first {
      tell(moreThanOrdered(line, product, quantity))
    } else if item.item.content["isDepositItem"] == true {
      deposits.append(
        .record([
          ("product", product["id"]), ("quantity", .string(quantity.shortest)),
          ("uom", item.item.found["product_uom"]?["id"]),
        ])
      )
    } else {
      tell(.notOrdered(order, item.item))
    }
  }

  // MARK: Issues

  private mutating func tell(_ issue: Issue) {
    if told.insert("\(issue.code) \(issue.record ?? 0) \(issue.value ?? "")").inserted { issues.append(issue) }
  }

  /// Said of the product where even all its lines do not take it, else of the line whose number the notice names.
  private func moreThanOrdered(_ move: ExpectedMove) -> Issue {
    let same = (moves[move.product ?? 0] ?? []).filter { $0.unit == move.unit }
    let sums = same.reduce((Decimal(), Decimal())) { ($0.0 + total($1), $0.1 + $1.expected) }
    let (shipped, expected) = sums.0 > sums.1 ? sums : (total(move), move.expected)
    let product = move.record["product_id"]?.name ?? ""
    let line = order.lines.first { $0.id == move.purchaseLine }
    return moreThanOrdered(
      line,
      product,
      "\(shipped.shortest) \(move.unitName)",
      "\(expected.shortest) \(move.unitName)"
    )
  }

  private func moreThanOrdered(_ line: PurchaseLine, _ product: JSON, _ shipped: Decimal) -> Issue {
    moreThanOrdered(line, product.name, shipped.shortest, "0")
  }

  private func moreThanOrdered(_ line: PurchaseLine?, _ product: String, _ shipped: String, _ expected: String) -> Issue
  {
    let name = line.map { $0.productName.isEmpty ? product : $0.productName } ?? product
    return Issue(
      "procuros.receipt.more_than_ordered",
      "\(incoming.title) has \(shipped) of \(name); \(order.name) still expects \(expected).",
      model: line == nil ? PurchaseOrder.model : "purchase.order.line",
      record: line?.id ?? order.id,
      recordName: order.name,
      field: line == nil ? "order_line" : "product_qty",
      label: line == nil ? "Products" : "Quantity",
      value: expected,
      path: "content.transportUnits",
      repair: "Raise the quantity on \(order.name) if you take it; else ask the vendor, or ignore this document.",
      params: [
        "document": incoming.title, "order": order.name, "product": name, "shipped": shipped, "expected": expected,
      ],
      probe: .field(
        model: line == nil ? PurchaseOrder.model : "purchase.order.line",
        record: line?.id ?? order.id,
        field: "product_qty"
      )
    )
  }

  private func discarded(_ item: IncomingDocument) -> Issue {
    let product = item.found["product_id"]?.name ?? ""
    return Issue(
      "procuros.receipt.discarded",
      "The vendor will not deliver the rest of \(product) of \(order.name).",
      severity: .warning,
      model: PurchaseOrder.model,
      record: order.id,
      recordName: order.name,
      field: "order_line",
      label: "Products",
      value: product,
      path: item.path + ".openQuantityAction",
      repair: "Cancel the back order, or reduce the quantity on \(order.name).",
      params: ["document": incoming.title, "order": order.name, "product": product]
    )
  }
}
