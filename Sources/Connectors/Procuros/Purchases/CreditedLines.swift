import Core
import Foundation
import Mapping

/// The lines of a credit note, each with the line of the bill that it takes back.
///
/// A line of the bill's product that costs the same comes first, then one of the same quantity, then the first; a product
/// that the credit note lists more often than the bill gets lines of its own.
struct CreditedLines {
  /// One line of the credit note.
  struct Line {
    let item: IncomingDocument
    let billed: BilledLine
    let discount: Decimal
    /// What it comes to by the document, not rounded.
    var net: Decimal {
      (item["quantity"]?.decimalValue ?? 0) * (item["price_unit"]?.decimalValue ?? 0) * (100 - discount) / 100
    }
  }

  private(set) var all: [Line] = []
  private(set) var issues: [Issue] = []
  private let lines: [Int: [BilledLine]]
  private var used: Set<Int> = []
  private var credited: [Int: Decimal] = [:]

  init(_ items: [IncomingDocument], _ bill: JSON, _ incoming: Incoming) {
    lines = Dictionary(grouping: BilledLine.all(of: bill)) { $0.product ?? 0 }
    for item in items {
      let discount = LineDiscount(item, incoming)
      issues += discount.issues
      guard let product = item.id("product_id") else { continue }
      guard let line = take(item, product) else {
        tell(notBilled(item, bill, incoming))
        continue
      }
      all.append(Line(item: item, billed: line, discount: discount.percentage))
      credited[line.id, default: 0] += line.converted(
        item["quantity"]?.decimalValue ?? 0,
        from: item.found["product_uom_id"]
      )
    }
    issues += moreThanBilled(bill, incoming)
  }

  private mutating func take(_ item: IncomingDocument, _ product: Int) -> BilledLine? {
    let candidates = lines[product] ?? []
    let free = candidates.filter { !used.contains($0.id) }
    let line =
      free.first { $0.price == item["price_unit"]?.decimalValue }
      ?? free.first { $0.quantity == item["quantity"]?.decimalValue } ?? free.first ?? candidates.first
    if let line { used.insert(line.id) }
    return line
  }

  // MARK: What is written

  /// What turns the lines of the reversal into those of the credit note; what it does not list is removed.
  ///
  /// - Parameter reversal: `account.move` with `BilledLine.fields`, fresh or as an older version left it.
  /// - Returns: rows of `invoice_line_ids`, and for each line of the credit note the record it changes, nil for a new one.
  func rows(over reversal: JSON) -> (rows: [JSON], records: [Int?]) {
    var left = BilledLine.all(of: reversal)
    var rows: [JSON] = []
    var records: [Int?] = []
    for line in all {
      let place =
        left.firstIndex {
          $0.product == line.billed.product && $0.purchaseLine == line.billed.purchaseLine
            && $0.price == line.billed.price
        } ?? left.firstIndex { $0.product == line.billed.product }
      let known = place.map { left.remove(at: $0) }
      rows.append(.object(row(line, over: known)))
      records.append(known?.id)
    }
    let kept = Set(records.compactMap(\.self))
    let gone = (reversal["invoice_line_ids"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue }
      .filter { !kept.contains($0) }
    return (rows + gone.map { ["id": .int($0), "delete": true] }, records)
  }

  private func row(_ line: Line, over known: BilledLine?) -> JSONObject {
    var row = JSONObject()
    if let known {
      row["id"] = .int(known.id)
    } else {
      row["product_id"] = line.billed.product.map(JSON.int)
      row["account_id"] = line.billed.record["account_id"]?.relation.map(JSON.int)
    }
    for field in ["name", "quantity", "price_unit", "product_uom_id"] { row[field] = line.item[field] }
    row["discount"] = .number(line.discount)
    row["purchase_line_id"] = line.billed.purchaseLine.map(JSON.int)
    row["tax_ids"] = .array((line.billed.record["tax_ids"]?.arrayValue ?? []).compactMap(\.relation).map(JSON.int))
    return row
  }

  // MARK: Issues

  private mutating func tell(_ issue: Issue) {
    if !issues.contains(where: { $0.code == issue.code && $0.value == issue.value }) { issues.append(issue) }
  }

  private func notBilled(_ item: IncomingDocument, _ bill: JSON, _ incoming: Incoming) -> Issue {
    let product = item.found["product_id"]?.name ?? ""
    return Issue(
      "procuros.credit_note.not_billed",
      "\(bill.name) has no line with \(product), which \(incoming.title) takes back.",
      model: VendorMove.model,
      record: bill["id"]?.intValue,
      recordName: bill.name,
      field: "invoice_line_ids",
      label: "Invoice Lines",
      value: product,
      path: item.path,
      repair: "Ask the vendor, or enter the credit note by hand and ignore this document.",
      params: ["bill": bill.name, "product": product, "document": incoming.title],
      probe: bill["id"]?.intValue.map { .field(model: VendorMove.model, record: $0, field: "invoice_line_ids") }
    )
  }

  private func moreThanBilled(_ bill: JSON, _ incoming: Incoming) -> [Issue] {
    var seen: Set<Int> = []
    return all.compactMap { line in
      let credited = credited[line.billed.id] ?? 0
      guard credited > line.billed.quantity, seen.insert(line.billed.id).inserted else { return nil }
      let product = line.item.found["product_id"]?.name ?? ""
      return Issue(
        "procuros.credit_note.more_than_billed",
        "\(incoming.title) takes back \(credited.shortest) of \(product); \(bill.name) has \(line.billed.quantity.shortest).",
        severity: .warning,
        model: VendorMove.model,
        record: bill["id"]?.intValue,
        recordName: bill.name,
        field: "invoice_line_ids",
        label: "Invoice Lines",
        value: line.billed.quantity.shortest,
        path: line.item.path,
        repair: "Compare the credit note with the bill before you confirm it.",
        params: [
          "document": incoming.title, "product": product, "credited": credited.shortest,
          "billed": line.billed.quantity.shortest, "bill": bill.name,
        ]
      )
    }
  }
}
