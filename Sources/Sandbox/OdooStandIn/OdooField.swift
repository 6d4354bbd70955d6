import Core

/// One field of a model, as Odoo describes it.
package struct OdooField: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case char, text, selection, boolean, integer, date, datetime, json
    /// Digits after the point.
    case float(digits: Int)
    case many2one(String)
    /// The related model and its field that points back.
    case one2many(String, inverse: String)
    case many2many(String)
  }

  /// A field that Odoo works out from `sidecar.reference`.
  package struct Remembered: Sendable, Equatable {
    /// Of these flows or kinds of link, the first that has one.
    let flows: [String]
    /// `external_id`, `number`, `status` …
    let column: String
  }

  package let name: String
  package let kind: Kind
  let remembered: Remembered?

  package init(_ name: String, _ kind: Kind, remembered: Remembered? = nil) {
    self.name = name
    self.kind = kind
    self.remembered = remembered
  }

  /// The partner's id, or another column, as kept under one of these flows.
  static func remembered(_ name: String, _ kind: Kind = .char, _ flows: String..., column: String = "external_id")
    -> OdooField
  {
    OdooField(name, kind, remembered: Remembered(flows: flows, column: column))
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

  var type: String {
    switch kind {
    case .char: "char"
    case .text: "text"
    case .selection: "selection"
    case .boolean: "boolean"
    case .integer: "integer"
    case .date: "date"
    case .datetime: "datetime"
    case .json: "json"
    case .float: "float"
    case .many2one: "many2one"
    case .one2many: "one2many"
    case .many2many: "many2many"
    }
  }
}

extension OdooField {
  /// Whether the gateway could make a value of Odoo of it; null empties a field.
  func takes(_ value: JSON) -> Bool {
    if value.isNull { return true }
    return switch kind {
    case .char, .text, .selection: value.stringValue != nil
    case .boolean: value.boolValue != nil
    case .integer, .many2one: value.intValue != nil
    case .float: value.decimalValue != nil
    case .date: value.stringValue.map(Self.isDay) ?? false
    case .datetime: value.stringValue.map { Self.isDay(String($0.prefix(10))) } ?? false
    case .json: value.objectValue != nil
    case .one2many: value.arrayValue?.allSatisfy { $0.objectValue != nil } ?? false
    case .many2many: value.arrayValue?.allSatisfy { $0.intValue != nil } ?? false
    }
  }

  /// `2026-03-02`
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { String($0).isDigits }
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
    let all = [OdooField("display_name", .char), OdooField("write_date", .datetime)] + fields
    self.fields = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    isReadable = readable
    self.writable = writable
    self.methods = methods
  }
}
