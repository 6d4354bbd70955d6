package import Core

/// A document of the partner, or one of its lines, in Odoo's terms as far as it could be understood.
package struct IncomingDocument: Sendable {
  /// An identifier that must name a record before its field has a value.
  package struct Wanted: Sendable {
    /// The field of Odoo.
    package let field: String
    package let finder: Finder
    package let key: String
    /// Where the partner says it, for example `content.header.buyer.identifiers[GS1]`.
    package let path: String
  }

  /// What the partner says here, as it says it.
  package let content: JSON
  /// Where that stands, for example `content.items[2]`.
  package let path: String
  /// Fields of Odoo with their values, ready to write; what a look-up shall find comes in afterwards.
  package var values = JSONObject()
  /// The records behind look-ups, by field, with what their finders read.
  package var found: [String: JSON] = [:]
  package var wanted: [Wanted] = []
  /// The lines of each one2many.
  package var lines: [String: [IncomingDocument]] = [:]
  /// The partner's path of each field that the document fills.
  package var paths: [String: String] = [:]
  /// All that is wrong with the whole document; empty on a line.
  package var issues: [Issue] = []

  init(content: JSON, path: String) {
    self.content = content
    self.path = path
  }

  package subscript(field: String) -> JSON? { values[field] }
  package func text(_ field: String) -> String? { values[field]?.stringValue }
  package func id(_ field: String) -> Int? { found[field]?["id"]?.intValue }
  package var errors: [Issue] { issues.filter { $0.severity == .error } }
  package var warnings: [Issue] { issues.filter { $0.severity == .warning } }
  package var isComplete: Bool { errors.isEmpty }
}
