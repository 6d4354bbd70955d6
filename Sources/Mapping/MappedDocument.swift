package import Core

/// What became of a document: the partner's form of it, and all that is wrong with it.
package struct MappedDocument: Sendable, Equatable {
  /// As far as it could be built; to be sent only when `isComplete`. Members stand in the order of the rows, and the
  /// same document gives the same bytes every time.
  package var payload: JSON
  /// Errors and warnings in the order of the rows; one per record and field, however many lines share it.
  package var issues: [Issue]
  /// Which line of Odoo has which number in the payload, in the payload's order.
  package var lineNumbers: [LineNumber]

  package var errors: [Issue] { issues.filter { $0.severity == .error } }
  package var warnings: [Issue] { issues.filter { $0.severity == .warning } }
  package var isComplete: Bool { errors.isEmpty }
}

/// A line of Odoo and the number it was sent with; a response or a notice refers to it.
package struct LineNumber: Sendable, Hashable, Codable {
  /// The id of the line, for example of `purchase.order.line`.
  package let record: Int
  package let number: Int

  package init(record: Int, number: Int) {
    self.record = record
    self.number = number
  }
}
