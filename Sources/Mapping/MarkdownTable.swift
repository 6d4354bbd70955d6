import Core

/// A mapping table as Markdown, for `protocol/mappings/`.
package struct MarkdownTable: Sendable {
  package let text: String

  /// The page under `title`; `source` says in one sentence where the mapping is specified.
  package init(_ table: MappingTable, title: String, source: String) {
    let arrow = table.direction == .toPartner ? "→" : "←"
    var lines = ["# \(title)", "", "`\(table.odoo)` \(arrow) `\(table.partner)`. \(source)", ""]
    lines += ["Written from the code by `SIDECAR_WRITE=1 swift test`; a test compares. Do not edit.", ""]
    lines += ["| Row | Odoo | \(table.partner) | Rules |", "|---|---|---|---|"]
    lines += Self.lines(table.rows, odoo: "", partner: table.root.isEmpty ? "" : "\(table.root).", table.direction)
    if let values = table.derivation?.values, !values.isEmpty {
      lines += ["", "Worked out from the document:", ""] + values.map { "- `\($0.name)`: \($0.about)" }
    }
    if !table.guards.isEmpty {
      lines += ["", "Checked besides:", ""] + table.guards.map { "- \($0.about)" }
    }
    var printed: Set<String> = []
    for list in Self.codeLists(table.rows) where printed.insert(list.name).inserted {
      lines += ["", "## \(list.name)", "", "Source: \(list.source)", "", "| Code | Usual meaning |", "|---|---|"]
      lines += list.codes.map { "| `\($0.code)` | \($0.meaning) |" }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func lines(
    _ rows: [Row],
    odoo: String,
    partner: String,
    _ direction: MappingTable.Direction
  ) -> [String] {
    rows.flatMap { row -> [String] in
      let target = partner + row.target.text
      let rules = row.rules.map(\.description).joined(separator: ", ")
      func line(_ source: String) -> [String] { ["| \(row.id) | \(source) | `\(target)` | \(rules) |"] }
      func filled(_ path: [String], _ from: String) -> [String] {
        [
          "| \(row.id) | `\(odoo)\(path.joined(separator: "."))` | \(row.target.isEmpty ? "" : "`\(target)`") | \(from) |"
        ]
      }
      switch row.source {
      case .field(let path): return line("`\(odoo)\(path.joined(separator: "."))`")
      case .first(let paths):
        return line(paths.map { "`\(odoo)\($0.joined(separator: "."))`" }.joined(separator: ", else "))
      case .setting(let key): return line("setting `\(key)`")
      case .constant(let value): return line("constant `\(value.text)`")
      case .counter: return line("number of the line")
      case .group(let path, let rows):
        let source = odoo + path.joined(separator: ".")
        return line("`\(source)`") + lines(rows, odoo: source + ".", partner: target + ".", direction)
      case .firstGroup(let paths, let rows):
        let sources = paths.map { odoo + $0.joined(separator: ".") }
        let first = sources.map { "`\($0)`" }.joined(separator: ", else ")
        return line(first) + lines(rows, odoo: (sources.first ?? "") + ".", partner: target + ".", direction)
      case .lines(let path, let displayType, let rows):
        let source = odoo + path.joined(separator: ".")
        let type = " with `display_type` \(displayType.map { "`\($0)`" } ?? "empty")"
        return line("`\(source)`" + (direction == .toPartner ? type : ""))
          + lines(rows, odoo: source + ".", partner: target + "[].", direction)
      case .preset(let path, let key): return filled(path, "setting `\(key)`")
      case .fixed(let path, let value): return filled(path, "constant `\(value.text)`")
      case .given(let path, let about): return filled(path, about)
      }
    }
  }

  private static func codeLists(_ rows: [Row]) -> [CodeList] {
    rows.flatMap { row -> [CodeList] in
      let own = row.rules.compactMap { rule -> CodeList? in
        guard case .code(let list) = rule else { return nil }
        return list
      }
      switch row.source {
      case .group(_, let rows), .firstGroup(_, let rows), .lines(_, _, let rows): return own + codeLists(rows)
      default: return own
      }
    }
  }
}
