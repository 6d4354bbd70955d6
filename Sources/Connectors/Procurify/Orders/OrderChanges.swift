import Core
import Engine
import Foundation

/// What must be written for a record's lines to be those of a document.
struct OrderChanges {
  /// Rows of `order_line`.
  private(set) var rows: [JSON] = []
  /// Lines that get a row of their own, in the order of the rows.
  private(set) var new: [OrderLine] = []
  /// Lines with the rows that they are already.
  private(set) var kept: [(line: OrderLine, row: Int)] = []
  /// Whether anything changes that money or goods depend on.
  private(set) var isMaterial = false
  /// A line of which more has been received than is wanted now.
  private(set) var received: String?

  init(_ record: OrderRecord, _ lines: [OrderLine]) {
    for line in lines { take(line, record) }
    let wanted = Set(lines.map(\.key))
    for (key, row) in record.known.sorted(by: { $0.key < $1.key }) where !wanted.contains(key) { remove(row, record) }
    rows += new.map(\.new)
  }

  private mutating func take(_ line: OrderLine, _ record: OrderRecord) {
    guard let row = record.row(of: line), let id = row.recordID else {
      new.append(line)
      isMaterial = true
      return
    }
    kept.append((line, id))
    if line.differs(from: row) {
      isMaterial = true
      note(row, wants: line.quantity)
    }
    rows.append(line.row(id, isDraft: record.isDraft))
  }

  /// Lines of a confirmed order cannot be deleted; nothing of them is ordered any more.
  private mutating func remove(_ row: JSON, _ record: OrderRecord) {
    guard let id = row.recordID else { return }
    if record.isDraft {
      rows.append(["id": .int(id), "delete": true])
    } else if !(row["product_qty"]?.amount ?? 0).isZero {
      note(row, wants: 0)
      rows.append(["id": .int(id), "product_qty": "0", "price_unit": row["price_unit"] ?? "0"])
    } else {
      return
    }
    isMaterial = true
  }

  private mutating func note(_ row: JSON, wants quantity: Decimal) {
    guard let got = row["qty_received"]?.amount, got > quantity else { return }
    received = row["name"]?.stringValue ?? row.recordName
  }
}
