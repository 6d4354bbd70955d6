package import Core

/// What no field of Odoo holds, worked out from the whole document before the rows are applied.
///
/// A derived value stands beside the fields of the record it belongs to, under a name that begins with `=`; rows and
/// guards reach it like a field: `=delivery.name`. It is never read from Odoo; what it is made of is in `reads`.
///
///     Derivation(reads: ["line_ids.quantity"], values: [("=pieces", "the sum of all quantities")]) { order in
///       order.record.adding([("=pieces", .int(3))])
///     }
package struct Derivation: Sendable {
  /// Paths of the fields it is made of; they are read with the document.
  package let reads: [String]
  /// Each name with what it means, for the printed table.
  package let values: [(name: String, about: String)]
  /// The field that an issue names in place of a derived value which a person can mend in one: `=reason` → `ref`.
  package let fields: [String: String]
  /// The document with the derived members; what is wrong with it is left to the guards, which see them.
  package let derive: @Sendable (DocumentView) -> JSON

  package init(
    reads: [String],
    values: [(name: String, about: String)],
    fields: [String: String] = [:],
    derive: @escaping @Sendable (DocumentView) -> JSON
  ) {
    self.reads = reads
    self.values = values
    self.fields = fields
    self.derive = derive
  }

  /// Whether a step of a path names a derived value.
  static func isDerived(_ step: String) -> Bool { step.hasPrefix("=") }
}

extension JSON {
  /// The object with further members, which replace what stood there; nil values are left out.
  package func adding(_ members: [(String, JSON?)]) -> JSON {
    var object = objectValue ?? JSONObject()
    for case (let name, let value?) in members { object[name] = value }
    return .object(object)
  }
}
