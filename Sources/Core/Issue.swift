/// One thing that is wrong with one document, said so that a clerk can mend it.
///
/// Example: model `product.product`, record 31, recordName "Apple juice 1 l", field `barcode`, value nil, path
/// `content.items[1].identifiers[GS1]`, message "The product has no barcode.", repair "Enter the GTIN in Barcode."
package struct Issue: Sendable, Equatable, Codable {
  package enum Severity: String, Sendable, Codable {
    case error, warning
  }

  /// What must become true for the document to be tried again by itself.
  package enum Probe: Sendable, Equatable, Codable {
    /// The field of this record must change.
    case field(model: String, record: Int, field: String)
    /// The domain (Odoo's prefix notation) must find at least one record.
    case domain(model: String, domain: JSON)
  }

  /// Stable and listed in `protocol/errors.md`, for example `mapping.required`.
  package var code: String
  package var severity: Severity
  /// The Odoo record to open, in the names of that Odoo's series.
  package var model: String?
  package var record: Int?
  package var recordName: String?
  package var field: String?
  package var label: String?
  /// What stands there now, as text.
  package var value: String?
  /// The partner's field that could not be filled, for example `content.header.supplier.identifiers[GS1]`.
  package var path: String?
  package var message: String
  package var repair: String?
  /// Values for the addon's own wording of `code`, by name.
  package var params: [String: String]
  package var probe: Probe?
  /// The partner's record that Odoo has no counterpart for; linking it mends the document.
  package var missing: Missing?

  package init(
    _ code: String,
    _ message: String,
    severity: Severity = .error,
    model: String? = nil,
    record: Int? = nil,
    recordName: String? = nil,
    field: String? = nil,
    label: String? = nil,
    value: String? = nil,
    path: String? = nil,
    repair: String? = nil,
    params: [String: String] = [:],
    probe: Probe? = nil,
    missing: Missing? = nil
  ) {
    self.code = code
    self.message = message
    self.severity = severity
    self.model = model
    self.record = record
    self.recordName = recordName
    self.field = field
    self.label = label
    self.value = value
    self.path = path
    self.repair = repair
    self.params = params
    self.probe = probe
    self.missing = missing
  }
}
