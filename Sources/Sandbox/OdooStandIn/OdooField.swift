import Core

/// One field of a model, as Odoo describes it.
package struct OdooField: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case char, text, selection, boolean, integer, date, datetime
    /// Digits after the point.
    case float(digits: Int)
    case many2one(String)
    /// The related model and its field that points back.
    case one2many(String, inverse: String)
    case many2many(String)
  }

  package let name: String
  package let kind: Kind

  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// `{type, relation}` as `odoo/fields` answers.
  var described: JSON { ["type": .string(type), "relation": JSON(relation)] }

  var relation: String? {
    switch kind {
    case .many2one(let model), .one2many(let model, _), .many2many(let model): model
    default: nil
    }
  }

  /// What Odoo shows where nothing was ever entered.
  var empty: JSON {
    switch kind {
    case .boolean: false
    case .integer: 0
    case .float: "0"
    case .one2many, .many2many: []
    default: .null
    }
  }

  private var type: String {
    switch kind {
    case .char: "char"
    case .text: "text"
    case .selection: "selection"
    case .boolean: "boolean"
    case .integer: "integer"
    case .date: "date"
    case .datetime: "datetime"
    case .float: "float"
    case .many2one: "many2one"
    case .one2many: "one2many"
    case .many2many: "many2many"
    }
  }
}

/// One model: its fields, and what the installed addons let the sidecar do with it.
package struct OdooModel: Sendable {
  package let name: String
  let fields: [String: OdooField]
  let isReadable: Bool
  let writable: Set<String>
  let methods: Set<String>

  package init(
    _ name: String,
    _ fields: [OdooField],
    readable: Bool = true,
    writable: Set<String> = [],
    methods: Set<String> = []
  ) {
    self.name = name
    self.fields = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    isReadable = readable
    self.writable = writable
    self.methods = methods
  }
}
