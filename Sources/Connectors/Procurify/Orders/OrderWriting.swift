import Core
import Odoo

/// Makes a record of Odoo, and notes which of its lines is which of a document.
struct OrderWriting {
  let document: ProcurifyDocument

  /// Creates a record.
  ///
  /// - Parameters:
  ///   - values: of the new record.
  ///   - type: `order` or `requisition`, for the key.
  ///   - id: Procurify's id of it.
  /// - Returns: the id of the record.
  /// - Throws: what Odoo throws.
  func create(_ values: JSON, _ type: String, _ id: String) async throws(Failure) -> Int {
    let made = try await document.odoo.create(OrderRecord.model, values: [values], keys: [document.key(type, id)])
    guard let record = made.first else { throw .nothingMade(document.title) }
    return record
  }

  /// Notes the keys of the lines that have none: new ones are found by their place.
  ///
  /// - Parameters:
  ///   - record: with its lines as they stand now.
  ///   - lines: all that the document has.
  /// - Throws: what Odoo throws.
  func link(_ record: OrderRecord, _ lines: [OrderLine]) async throws(Failure) {
    for line in lines where record.known[line.key] == nil {
      guard let row = record.row(of: line)?.recordID else { continue }
      try await document.link(Link.orderLine, line.key, OrderRecord.line, row, number: String(line.number))
    }
  }
}
