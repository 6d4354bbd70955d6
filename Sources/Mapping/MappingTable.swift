package import Core

/// How one kind of document looks on both sides: left always Odoo, right always the partner.
///
/// The table drives what is read from Odoo (`odooFields`), what the partner gets (`Mapper`) and its own documentation
/// (`MarkdownTable`). Names on the left are those of the newest Odoo; the gateway knows the older ones.
package struct MappingTable: Sendable {
  /// Which way documents of this table go.
  package enum Direction: Sendable {
    case toPartner, toOdoo
  }

  /// The model of the document, for example `purchase.order`.
  package let odoo: String
  /// The partner's name of the document, for example `ORDER`.
  package let partner: String
  package let direction: Direction
  /// Where the payload stands in the partner's message; issues name paths below it. `content` for Procuros,
  /// empty where the payload is all of it.
  package let root: String
  package let rows: [Row]
  /// What rows and guards need and no field holds.
  package let derivation: Derivation?
  /// What must hold beyond the single row.
  package let guards: [Guard]
  /// The model behind each relation the table walks, by its path: `order_line.product_id` → `product.product`.
  package let models: [String: String]
  /// Odoo's English labels of the fields an issue may name, by field or setting; `model.field` goes before `field`.
  package let labels: [String: String]
  /// The tree of fields to read (`protocol/specification.md`, section 5), in the order of the rows.
  ///
  /// Every record brings `id` and `display_name` besides.
  package let odooFields: JSON

  package init(
    odoo: String,
    partner: String,
    _ direction: Direction,
    root: String = "content",
    derivation: Derivation? = nil,
    rows: [Row],
    guards: [Guard] = [],
    models: [String: String] = [:],
    labels: [String: String] = [:]
  ) {
    self.odoo = odoo
    self.partner = partner
    self.direction = direction
    self.root = root
    self.derivation = derivation
    self.rows = rows
    self.guards = guards
    self.models = models
    self.labels = labels
    var tree = FieldTree()
    tree.add(rows)
    for read in (derivation?.reads ?? []) + guards.flatMap(\.reads) { tree.add(Row.steps(read)) }
    odooFields = tree.json
  }

  /// What a form of Odoo calls this field: the label of the table, else the name spelled out.
  package func label(_ field: String, of model: String = "") -> String {
    labels["\(model).\(field)"] ?? labels[field]
      ?? field.split(separator: "_").joined(separator: " ").capitalizingFirstLetter
  }

  /// The model of the record reached by walking `path` from the document.
  package func model(at path: [String]) -> String {
    path.isEmpty ? odoo : models[path.joined(separator: ".")] ?? path.joined(separator: ".")
  }
}

extension String {
  fileprivate var capitalizingFirstLetter: String { prefix(1).uppercased() + dropFirst() }
}
