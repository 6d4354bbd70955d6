import Core
import Engine
import Foundation
import Mapping
import Odoo

/// What a purchase order is in Odoo's terms, and what stands in the way.
struct OrderValues {
  let lines: [OrderLine]
  let vendor: DocumentVendor
  let currency: DocumentCurrency
  private let extras: OrderExtras
  private let pickingType: Int?
  private(set) var issues: [Issue]
  private let document: ProcurifyDocument

  /// Looks everything up: a handful of searches, whatever the number of lines.
  ///
  /// - Throws: what the gateway throws.
  init(_ document: ProcurifyDocument) async throws(Failure) {
    self.document = document
    let content = document.content
    let items = OrderItem.all(document)
    vendor = try await DocumentVendor(content["pref_vendor"], at: "content.pref_vendor", document)
    currency = try await DocumentCurrency(content["purchased_currency"], at: "content.purchased_currency", document)
    extras = OrderExtras(document, digits: currency.digits)
    let products = try await OrderProducts(items, and: extras.products, document)
    let uses = items.compactMap { item in
      item.budget.map { CostCenters.Use(budget: $0, path: item.path + ".account") }
    }
    let centers = try await CostCenters(uses, of: OrderRecord.line, document)
    let planned = document.fields.text("=promised") ?? document.fields.text("date_order")
    let rounding = try await PriceRounding(of: OrderRecord.line, digits: currency.digits, document)
    let shares = items.compactMap { item in item.budget.map { (budget: $0, weight: item.quantity * item.price) } }
    lines =
      items.map { OrderLine($0, products, centers.distribution($0.budget), planned, rounding) }
      + extras.lines(products, centers.distribution(shares), planned)
    pickingType = try await Self.pickingType(items, document)
    issues = vendor.issues + currency.issues + products.issues + centers.issues
    issues += items.compactMap { rounding.warning($0.name, $0.quantity, $0.price, at: $0.path + ".price", document) }
    if items.isEmpty { issues.append(document.invalid("\(document.title) has no items.", at: "content.order_items")) }
  }

  // MARK: Values

  /// Header and lines of a new order.
  var new: JSON {
    var values = header
    values["company_id"] = .int(document.settings.company)
    values["picking_type_id"] = pickingType.map(JSON.int)
    values["order_line"] = .array(lines.map(\.new))
    return .object(values)
  }

  /// The same for one that is there.
  func changing(_ record: OrderRecord, _ rows: [JSON]) -> JSON {
    var values = header
    if record.isDraft || record.isCancelled {
      values["picking_type_id"] = pickingType.map(JSON.int)
    } else {
      for fixed in ["partner_id", "currency_id", "date_order", "name"] { values[fixed] = nil }
    }
    if !rows.isEmpty { values["order_line"] = .array(rows) }
    return .object(values)
  }

  /// What a confirmed order cannot take over any more: it goes to somebody else, or is paid in other money.
  func differs(from record: OrderRecord) -> Bool {
    let wanted = [("partner_id", vendor.id), ("currency_id", currency.id)]
    return wanted.contains { field, id in id != nil && record.record[field]?.recordID != id }
  }

  private var header: JSONObject {
    let fields = document.fields
    let number = document.content["PO_Num"]?.documentID ?? fields.text("=number")
    var values = JSONObject([(key: "partner_id", value: vendor.id.map(JSON.int) ?? .null)])
    if document.settings.isOn("keep_number") { values["name"] = number.map(JSON.string) }
    values["partner_ref"] = number.map(JSON.string)
    values["origin"] = .string(["Procurify", number].compactMap(\.self).joined(separator: " "))
    values["date_order"] = fields["date_order"]
    values["currency_id"] = currency.id.map(JSON.int)
    values["note"] = fields.text("note").map { .string(BillNarration.paragraphs($0)) }
    return values
  }

  /// The operation type of the location that all items are for; nil leaves it to Odoo.
  private static func pickingType(_ items: [OrderItem], _ document: ProcurifyDocument) async throws(Failure) -> Int? {
    let places = Set(items.compactMap { $0.budget?.location?.id })
    guard places.count == 1, let place = places.first,
      let linked = try await document.linked(Link.pickingType, [place])[place],
      try await document.odoo.has("picking_type_id", in: OrderRecord.model)
    else { return nil }
    return linked
  }

  // MARK: Total

  /// A warning where the record comes to another total than Procurify's order.
  func total(_ record: OrderRecord) -> Issue? {
    guard let theirs = document.content["total"]?.amount, let ours = record.record["amount_total"]?.amount else {
      return nil
    }
    let slack = Decimal(sign: .plus, exponent: -currency.digits, significand: Decimal(max(1, lines.count)))
    guard (theirs - ours).magnitude > max(slack, Decimal(1) / 100) else { return nil }
    let (wanted, found) = (theirs.shortest, ours.shortest)
    var issue = document.issue(
      "procurify.total_mismatch",
      "\(document.title) is \(wanted) \(currency.name) in Procurify; in Odoo it comes to \(found) \(currency.name).",
      at: "content.total",
      severity: .warning,
      value: found,
      repair: repair,
      params: ["theirs": wanted, "ours": found, "currency": currency.name]
    )
    (issue.model, issue.record, issue.recordName) = (OrderRecord.model, record.id, record.name)
    (issue.field, issue.label) = ("amount_total", "Total")
    return issue
  }
}

extension OrderValues {
  private var repair: String {
    guard extras.isLeftOut else { return "Compare freight, discount and tax with Procurify." }
    return document.settings.isOn("extra_lines")
      ? "Choose the Product of Such Lines on the connector, so that freight, discount and tax become lines."
      : "Freight, discount and tax are left out: Freight and Discounts as Lines is off on the connector."
  }
}

extension OrderLine {
  init(
    _ item: OrderItem,
    _ products: OrderProducts,
    _ distribution: AnalyticForm.Value?,
    _ planned: String?,
    _ rounding: PriceRounding
  ) {
    self.init(
      key: item.id,
      number: item.number,
      name: item.name + rounding.text(item.quantity, item.price),
      quantity: item.quantity,
      price: item.price,
      product: products.product(item),
      unit: products.unit(item),
      distribution: distribution,
      planned: planned
    )
  }
}
