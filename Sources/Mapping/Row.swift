package import Core

/// One line of a mapping table: where a value comes from, where it goes, and what it must be like.
package struct Row: Sendable {
  /// Where the value stands on Odoo's side.
  package enum Source: Sendable {
    /// A field, reached by walking relations: `product_id.barcode`.
    case field([String])
    /// The first of several fields that is not empty; while all are, the first one is what is missing.
    case first([[String]])
    /// A setting of the connection.
    case setting(String)
    /// The same value in every document.
    case constant(JSON)
    /// The number of the line: 1, 2, 3 … over the lines of the whole document that are sent.
    case counter
    /// Rows that start at another record: `company_id.partner_id`.
    case group([String], [Row])
    /// Rows of the first of several records that is there; while none is, of the last one.
    case firstGroup([[String]], [Row])
    /// Rows for each line of a one2many whose `display_type` is the one given; others are not sent and not counted.
    case lines([String], displayType: String?, [Row])
    /// Incoming: a field of Odoo that a setting of the connection fills.
    case preset([String], setting: String)
    /// Incoming: a field of Odoo that the same value fills in every document.
    case fixed([String], JSON)
    /// Incoming: a field of Odoo that the flow fills, as the sentence says.
    case given([String], String)
  }

  /// The row of the reference this one implements, for example `OO5`; empty for groups and lines.
  package let id: String
  package let source: Source
  package let target: PartnerPath
  package let rules: [Rule]

  package static func field(_ id: String, _ odoo: String, _ partner: PartnerPath, _ rules: Rule...) -> Row {
    Row(id: id, source: .field(steps(odoo)), target: partner, rules: rules)
  }

  package static func first(_ id: String, _ odoo: [String], _ partner: PartnerPath, _ rules: Rule...) -> Row {
    Row(id: id, source: .first(odoo.map(steps)), target: partner, rules: rules)
  }

  package static func setting(_ id: String, _ key: String, _ partner: PartnerPath, _ rules: Rule...) -> Row {
    Row(id: id, source: .setting(key), target: partner, rules: rules)
  }

  package static func constant(_ id: String, _ value: JSON, _ partner: PartnerPath) -> Row {
    Row(id: id, source: .constant(value), target: partner, rules: [])
  }

  package static func counter(_ id: String, _ partner: PartnerPath) -> Row {
    Row(id: id, source: .counter, target: partner, rules: [])
  }

  package static func preset(_ id: String, _ odoo: String, setting: String) -> Row {
    Row(id: id, source: .preset(steps(odoo), setting: setting), target: "", rules: [])
  }

  package static func fixed(_ id: String, _ odoo: String, _ value: JSON) -> Row {
    Row(id: id, source: .fixed(steps(odoo), value), target: "", rules: [])
  }

  /// `about` is how the printed table says where the value comes from; `partner` names the partner's field, if there is one.
  package static func given(_ id: String, _ odoo: String, _ partner: PartnerPath = "", as about: String) -> Row {
    Row(id: id, source: .given(steps(odoo), about), target: partner, rules: [])
  }

  /// Rows of another record; of the rules only `.omittedWithout` means something here.
  package static func group(_ odoo: String, _ partner: PartnerPath, _ rows: [Row], _ rules: Rule...) -> Row {
    Row(id: "", source: .group(steps(odoo), rows), target: partner, rules: rules)
  }

  /// Rows of the first of several records that is there.
  package static func group(first odoo: [String], _ partner: PartnerPath, _ rows: [Row], _ rules: Rule...) -> Row {
    Row(id: "", source: .firstGroup(odoo.map(steps), rows), target: partner, rules: rules)
  }

  /// Rows for each line; `displayType` is what a normal line has: nothing on orders, `product` on invoices.
  ///
  /// Of the rules only `.nested` and `.unlessFalse` mean something here, and for incoming documents alone.
  package static func lines(
    _ odoo: String,
    _ partner: PartnerPath,
    displayType: String? = nil,
    _ rows: [Row],
    _ rules: Rule...
  ) -> Row {
    Row(id: "", source: .lines(steps(odoo), displayType: displayType, rows), target: partner, rules: rules)
  }

  /// The fields without which a group is left out as a whole.
  var omittedWithout: [[String]] {
    rules.compactMap { rule in
      guard case .omittedWithout(let field) = rule else { return nil }
      return Self.steps(field)
    }
  }

  var isOmittedWhenEmpty: Bool {
    rules.contains { rule in
      guard case .omittedWhenEmpty = rule else { return false }
      return true
    }
  }

  static func steps(_ path: String) -> [String] {
    path.split(separator: ".").map(String.init)
  }
}
