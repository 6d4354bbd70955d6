import Core
import Foundation
import Mapping

/// The lines of a vendor bill, made of those of an invoice and of the order.
struct BillLines {
  /// Rows of `invoice_line_ids`, as `OdooGateway.create` takes them.
  private(set) var rows: [JSONObject] = []
  /// What each row comes to by the document itself, not rounded.
  private(set) var nets: [Decimal] = []
  private(set) var issues: [Issue] = []
  private var match: BillingMatch
  private let incoming: Incoming
  private var billed: [PurchaseLine] = []
  private var seen: Set<Int> = []

  /// - Parameters:
  ///   - items: lines of the document, looked up.
  ///   - orders: by number.
  ///   - released: as `BillingMatch` takes it.
  ///   - incoming: the document.
  init(_ items: [IncomingDocument], _ orders: [String: PurchaseOrder], released: [JSON], _ incoming: Incoming) {
    match = BillingMatch(released: released)
    self.incoming = incoming
    for item in items {
      let number = item.text("purchase_id") ?? incoming.document.text("purchase_id")
      let order = number.flatMap { orders[$0] }
      add(item, order.flatMap { line(item, $0) })
    }
    issues += billed.compactMap(moreThanOrdered)
  }

  // MARK: Lines

  private mutating func add(_ item: IncomingDocument, _ line: PurchaseLine?) {
    let discount = LineDiscount(item, incoming)
    issues += discount.issues + [pricingUnit(item)].compactMap(\.self)
    var row = JSONObject()
    for field in ["product_id", "name", "quantity", "price_unit", "product_uom_id"] { row[field] = item[field] }
    row["discount"] = .number(discount.percentage)
    if let line {
      row["purchase_line_id"] = .int(line.id)
      row["tax_ids"] = .array(line.taxes.compactMap(\.relation).map(JSON.int))
      issues += [TaxRate.difference(item, line, incoming)].compactMap(\.self)
      if seen.insert(line.id).inserted { billed.append(line) }
    }
    rows.append(row)
    let amount = (item["quantity"]?.decimalValue ?? 0) * (item["price_unit"]?.decimalValue ?? 0)
    nets.append(amount * (100 - discount.percentage) / 100)
  }

  /// The line of the order; nil for a deposit that was not ordered by itself, and where an issue says why.
  private mutating func line(_ item: IncomingDocument, _ order: PurchaseOrder) -> PurchaseLine? {
    guard item.id("product_id") != nil else { return nil }
    switch match.match(item, in: order) {
    case .line(let line): return line
    case .alreadyBilled(let line): tell(alreadyBilled(line, order, item))
    case .notOrdered:
      // Vendors add the deposit of bottles by themselves; Odoo then takes the product's own taxes (D-25).
      if item.content["isDepositItem"] != true { tell(notOrdered(order, item)) }
    }
    return nil
  }

  /// One order line or product is one thing to mend, however many lines name it.
  private mutating func tell(_ issue: Issue) {
    let isKnown = issues.contains { $0.code == issue.code && $0.record == issue.record && $0.value == issue.value }
    if !isKnown { issues.append(issue) }
  }

  // MARK: Issues

  private func alreadyBilled(_ line: PurchaseLine, _ order: PurchaseOrder, _ item: IncomingDocument) -> Issue {
    Issue(
      "procuros.bill.already_billed",
      "\(line.productName) of \(order.name) is already billed: \(line.billed.shortest) of \(line.ordered.shortest).",
      model: "purchase.order.line",
      record: line.id,
      recordName: line.name,
      field: "qty_invoiced",
      label: "Billed Qty",
      value: line.billed.shortest,
      path: item.path,
      repair: "Cancel the other bill or raise the quantity ordered if this one is right; else ignore this document.",
      params: [
        "product": line.productName, "order": order.name, "billed": line.billed.shortest,
        "ordered": line.ordered.shortest,
      ],
      probe: .field(model: "purchase.order.line", record: line.id, field: "qty_invoiced")
    )
  }

  private func notOrdered(_ order: PurchaseOrder, _ item: IncomingDocument) -> Issue {
    Issue.notOrdered(order, item)
  }

  private func moreThanOrdered(_ line: PurchaseLine) -> Issue? {
    let (left, taken) = (match.leftBefore(line), match.taken[line.id] ?? 0)
    guard taken > left else { return nil }
    return Issue(
      "procuros.bill.more_than_ordered",
      "\(incoming.title) bills \(taken.shortest) of \(line.productName); \(left.shortest) are left to bill.",
      severity: .warning,
      model: "purchase.order.line",
      record: line.id,
      recordName: line.name,
      field: "product_qty",
      label: "Quantity",
      value: line.ordered.shortest,
      repair: "Compare the bill with the order before you confirm it.",
      params: [
        "document": incoming.title, "product": line.productName, "billed": taken.shortest, "left": left.shortest,
      ]
    )
  }

  /// Which quantity a price of another unit is for cannot be told for certain.
  private func pricingUnit(_ item: IncomingDocument) -> Issue? {
    let unit = item.content["unitOfMeasure"]?.stringValue ?? "EA"
    let other = item.content["pricingUnitOfMeasure"]?.stringValue
    let quantity = item.content["pricingUnitQuantity"]?.decimalValue ?? 1
    guard quantity != 1 || (other ?? unit) != unit else { return nil }
    let what = "\(quantity.shortest) \(other ?? unit)"
    return incoming.issue(
      "procuros.bill.pricing_unit",
      "A line of \(incoming.title) has its price for \(what), not for one \(unit).",
      at: item.path + ".pricingUnitOfMeasure",
      value: what,
      repair: "Ask the vendor for the price of one \(unit), or enter the bill by hand and ignore this document.",
      params: ["pricing_unit": what, "unit": unit]
    )
  }
}

extension Issue {
  /// A product that stands in the document and not on the order.
  static func notOrdered(_ order: PurchaseOrder, _ item: IncomingDocument) -> Issue {
    let product = item.found["product_id"] ?? .null
    return Issue(
      "procuros.purchase.not_ordered",
      "\(order.name) has no line with \(product.name).",
      model: PurchaseOrder.model,
      record: order.id,
      recordName: order.name,
      field: "order_line",
      label: "Products",
      value: product.name,
      path: item.path,
      repair: "Add \(product.name) to \(order.name) if it was ordered; else ask the vendor.",
      params: ["order": order.name, "product": product.name],
      probe: .domain(
        model: "purchase.order.line",
        domain: [["order_id", "=", .int(order.id)], ["product_id", "=", .int(product.relation ?? 0)]]
      )
    )
  }
}
