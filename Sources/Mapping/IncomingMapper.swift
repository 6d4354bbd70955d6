package import Core

/// Turns a document of the partner into Odoo's values, with **all** that is wrong with it at once.
///
/// Members that the table does not name are ignored (reference D-26).
package enum IncomingMapper {
  /// Maps one document; pure, look-ups in Odoo come afterwards.
  ///
  /// - Parameters:
  ///   - content: as the partner said it.
  ///   - title: what a person calls the document, for example `ORDER 4711`.
  ///   - table: with direction `.toOdoo`.
  ///   - context: settings and company of the connection.
  /// - Returns: the values as far as they could be understood, what is to look up, and the issues.
  package static func map(_ content: JSON, _ title: String, _ table: MappingTable, _ context: MappingContext)
    -> IncomingDocument
  {
    var run = IncomingRun(title: title, context: context)
    var document = run.map(content, table.rows, at: table.root)
    let view = DocumentView(content, table, context)
    document.issues = run.issues + table.guards.flatMap { $0.check(view) }.map { $0.named(title) }
    return document
  }
}

/// What one mapping gathers on its way through the rows.
private struct IncomingRun {
  let title: String
  let context: MappingContext
  private(set) var issues: [Issue] = []

  init(title: String, context: MappingContext) {
    self.title = title
    self.context = context
  }

  mutating func map(_ content: JSON, _ rows: [Row], at path: String) -> IncomingDocument {
    var document = IncomingDocument(content: content, path: path)
    for row in rows { take(row, into: &document) }
    return document
  }

  private mutating func take(_ row: Row, into document: inout IncomingDocument) {
    let path = document.path + "." + row.target.text
    switch row.source {
    case .preset(let field, let setting):
      document.values[name(field)] = Conversion.trimmed(context.settings[setting])
    case .fixed(let field, let value):
      document.values[name(field)] = value
    case .lines(let field, _, let rows):
      document.lines[name(field)] = lines(rows, IncomingLines(in: document.content, at: document.path, row))
    case .field(let field):
      take(row, name(field), path, into: &document)
    // Filled by the flow, or of outgoing tables only.
    case .given, .first, .setting, .constant, .counter, .group, .firstGroup: break
    }
  }

  private mutating func take(_ row: Row, _ field: String, _ path: String, into document: inout IncomingDocument) {
    let raw = row.target.value(in: document.content)
    let conversion = Conversion(raw, row.rules)
    for fault in conversion.faults { add(issue(fault, path, raw)) }
    guard let value = conversion.value else { return }
    document.paths[field] = path
    if let finder = row.rules.finder {
      document.wanted.append(.init(field: field, finder: finder, key: value.stringValue ?? value.text, path: path))
    } else {
      // On our wire a decimal is text.
      if case .decimal(let number) = value {
        document.values[field] = .string(number.shortest)
      } else {
        document.values[field] = value
      }
    }
  }

  private mutating func lines(_ rows: [Row], _ found: IncomingLines) -> [IncomingDocument] {
    var lines: [IncomingDocument] = []
    for line in found.all { lines.append(map(line.content, rows, at: line.path)) }
    return lines
  }

  private func name(_ field: [String]) -> String { field.joined(separator: ".") }

  /// Two fields of Odoo may take the same one of the partner.
  private mutating func add(_ issue: Issue) {
    guard !issues.contains(where: { $0.code == issue.code && $0.path == issue.path }) else { return }
    issues.append(issue)
  }

  /// What is wrong in the partner's document can be mended by its sender alone.
  private func issue(_ fault: Fault, _ path: String, _ raw: JSON?) -> Issue {
    let value = raw.flatMap { $0.stringValue ?? $0.text }
    return Issue(
      fault.arrivalCode,
      fault.arrivalMessage(title, path, value ?? ""),
      severity: fault.severity,
      recordName: title,
      value: value,
      path: path,
      repair: fault.severity == .error ? "Ask the sender to correct it and to send the document again." : nil,
      params: ["document": title, "path": path, "noun": fault.noun(label: path)]
    )
  }
}

extension Issue {
  /// With the document's title where the issue names no record of its own.
  fileprivate func named(_ title: String) -> Issue {
    guard recordName == nil else { return self }
    var issue = self
    issue.recordName = title
    issue.params["document"] = title
    return issue
  }
}

extension [Rule] {
  fileprivate var finder: Finder? {
    lazy.compactMap { rule in
      guard case .found(let finder) = rule else { return nil }
      return finder
    }.first
  }
}

extension Fault {
  fileprivate func arrivalMessage(_ title: String, _ path: String, _ value: String) -> String {
    guard case .missing(let noun?) = self else { return message(subject: title, label: path, value: value) }
    return "\(title) has no \(noun) at \(path)."
  }

  /// The code of the same fault in a document that came in: another person mends it.
  fileprivate var arrivalCode: String {
    switch self {
    case .missing: "arrival.required"
    case .gln: "arrival.gln"
    case .gtin: "arrival.gtin"
    case .number: "arrival.number"
    case .notAboveZero: "arrival.above_zero"
    case .negative: "arrival.negative"
    case .notWhole: "arrival.whole"
    case .tooLarge: "arrival.too_large"
    case .date: "arrival.date"
    case .currency: "arrival.currency"
    case .kind: "arrival.kind"
    case .checkDigit: "arrival.check_digit"
    case .code: "arrival.code"
    case .tooLong: "arrival.too_long"
    case .cut: "arrival.cut"
    case .controlCharacters, .characters: "arrival.control_characters"
    }
  }
}
