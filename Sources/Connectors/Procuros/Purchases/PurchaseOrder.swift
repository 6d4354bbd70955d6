import Core
import Engine
import Mapping
import Odoo

/// A confirmed purchase order that a document of the vendor names.
struct PurchaseOrder {
  static let model = "purchase.order"
  private static let fields: JSON = [
    "name": nil, "state": nil, "payment_term_id": nil, "currency_id": ["name": nil],
    "partner_id": ["commercial_partner_id": nil], "order_line": PurchaseLine.fields,
  ]
  /// `done` is a locked order up to 18.0.
  private static let confirmed: Set<String> = ["purchase", "done"]

  let record: JSON
  let lines: [PurchaseLine]
  private let places: [Int: [Int]]

  private init(_ record: JSON) {
    self.record = record
    let products = (record["order_line"]?.arrayValue ?? []).filter { $0["display_type"]?.isNull ?? true }
    let isKept = products.contains { ($0["procuros_line_number"]?.intValue ?? 0) != 0 }
    // Lines of an order that was sent before numbers were kept have the numbers they would be sent with now.
    let lines = products.enumerated().map { index, line in
      PurchaseLine(line, number: isKept ? line["procuros_line_number"]?.intValue ?? 0 : index + 1)
    }
    self.lines = lines
    places = Dictionary(grouping: lines.indices.filter { lines[$0].product != nil }) { lines[$0].product ?? 0 }
  }

  /// The lines with this product, in the order's own sequence.
  func lines(of product: Int?) -> [PurchaseLine] {
    (product.flatMap { places[$0] } ?? []).map { lines[$0] }
  }

  var id: Int { record["id"]?.intValue ?? 0 }
  var name: String { record.name }

  /// Finds the orders of these numbers with one search.
  ///
  /// - Parameters:
  ///   - numbers: as the document says them, with the path of the first place that does.
  ///   - incoming: takes what is wrong: no order or several, one that is not confirmed or of another vendor.
  /// - Returns: by number, those with nothing wrong.
  /// - Throws: what a search throws.
  static func find(_ numbers: [(number: String, path: String)], _ incoming: inout Incoming)
    async throws(Failure) -> [String: PurchaseOrder]
  {
    guard !numbers.isEmpty else { return [:] }
    let domain: JSON = [
      ["name", "in", .array(numbers.map { .string($0.number) })], ["company_id", "=", .int(incoming.settings.company)],
    ]
    let records = try await incoming.odoo.search(model, domain: domain, fields: fields, order: nil, limit: nil)
    var orders: [String: PurchaseOrder] = [:]
    for (number, path) in numbers {
      let found = records.filter { $0["name"]?.stringValue == number }.map(PurchaseOrder.init)
      let issues = issues(number, found, path, incoming)
      incoming.add(issues)
      if issues.isEmpty { orders[number] = found.first }
    }
    return orders
  }

  // MARK: What must hold

  private static func issues(_ number: String, _ found: [PurchaseOrder], _ path: String, _ incoming: Incoming)
    -> [Issue]
  {
    guard let order = found.first else { return [unknown(number, path, incoming)] }
    guard found.count == 1 else { return found.map { several(number, $0, found.count, path, incoming) } }
    return [order.notConfirmed(path, incoming), order.otherVendor(path, incoming)].compactMap(\.self)
  }

  private static func unknown(_ number: String, _ path: String, _ incoming: Incoming) -> Issue {
    Issue(
      "procuros.purchase.unknown",
      "There is no purchase order \(number).",
      model: model,
      field: "name",
      label: "Order Reference",
      value: number,
      path: path,
      repair: "Enter the order under this number and confirm it, or enter \(incoming.title) by hand and ignore it.",
      params: ["number": number, "document": incoming.title],
      probe: .domain(
        model: model,
        domain: [
          ["name", "=", .string(number)], ["company_id", "=", .int(incoming.settings.company)],
          ["state", "in", .array(confirmed.sorted().map(JSON.string))],
        ]
      )
    )
  }

  private static func several(
    _ number: String,
    _ order: PurchaseOrder,
    _ count: Int,
    _ path: String,
    _ incoming: Incoming
  ) -> Issue {
    order.issue(
      "procuros.purchase.several",
      "\(count) purchase orders have the number \(number).",
      field: "name",
      label: "Order Reference",
      path: path,
      repair: "Rename all but the one that is meant.",
      params: ["number": number, "count": String(count), "document": incoming.title]
    )
  }

  private func notConfirmed(_ path: String, _ incoming: Incoming) -> Issue? {
    guard let state = record["state"]?.stringValue, !Self.confirmed.contains(state) else { return nil }
    return issue(
      "procuros.purchase.not_confirmed",
      state == "cancel" ? "The purchase order \(name) is cancelled." : "The purchase order \(name) is not confirmed.",
      field: "state",
      label: "Status",
      value: state,
      path: path,
      repair: "Confirm \(name), or enter \(incoming.title) by hand and ignore it.",
      params: ["order": name, "document": incoming.title]
    )
  }

  private func otherVendor(_ path: String, _ incoming: Incoming) -> Issue? {
    guard let theirs = incoming.document.found["partner_id"], let their = theirs["commercial_partner_id"]?.relation,
      let ours = record["partner_id"], let our = ours["commercial_partner_id"]?.relation, our != their
    else { return nil }
    return issue(
      "procuros.purchase.other_vendor",
      "The purchase order \(name) is of \(ours.name), the document of \(theirs.name).",
      field: "partner_id",
      label: "Vendor",
      value: ours.name,
      path: path,
      repair: "Make both contacts of one company, or correct the GLN in Reference.",
      params: ["order": name, "ours": ours.name, "theirs": theirs.name]
    )
  }

  /// An issue about this order, tried again when it changes.
  private func issue(
    _ code: String,
    _ message: String,
    field: String,
    label: String,
    value: String? = nil,
    path: String,
    repair: String,
    params: [String: String]
  ) -> Issue {
    Issue(
      code,
      message,
      model: Self.model,
      record: id,
      recordName: name,
      field: field,
      label: label,
      value: value,
      path: path,
      repair: repair,
      params: params,
      probe: .field(model: Self.model, record: id, field: field)
    )
  }
}

extension Incoming {
  /// The order's number of the document, then those that single lines name, each once; `purchase_id` is the row's field.
  func orderNumbers(_ lines: [IncomingDocument]) -> [(number: String, path: String)] {
    var seen: Set<String> = []
    return ([document] + lines).compactMap { part in
      guard let number = part.text("purchase_id"), seen.insert(number).inserted else { return nil }
      return (number, part.paths["purchase_id"] ?? part.path)
    }
  }
}
