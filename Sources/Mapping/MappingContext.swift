package import Core

/// What a mapping needs besides table and document.
package struct MappingContext: Sendable {
  /// The connection's settings by key.
  package var settings: [String: JSON]
  /// The connection's company; nil where none is configured.
  package var company: Int?
  /// What this series of Odoo calls a field that the table names as the newest does: model and newest name in, name out.
  package var fieldName: @Sendable (_ model: String, _ field: String) -> String

  package init(
    settings: [String: JSON] = [:],
    company: Int? = nil,
    fieldName: @escaping @Sendable (_ model: String, _ field: String) -> String = { _, field in field }
  ) {
    self.settings = settings
    self.company = company
    self.fieldName = fieldName
  }
}
