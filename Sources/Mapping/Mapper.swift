package import Core

/// Turns a document of Odoo into the partner's, with **all** that is wrong with it at once.
package enum Mapper {
  /// Maps one document.
  ///
  /// - Parameters:
  ///   - document: the record as the gateway read it by `table.odooFields`, under the table's own names.
  ///   - table: rows and guards; every row is applied, whatever the others found.
  ///   - context: settings, company and the names of this series.
  /// - Returns: the payload, as far as it could be built, and the issues. The same input gives the same bytes.
  package static func map(
    _ document: JSON,
    _ table: MappingTable,
    _ context: MappingContext = MappingContext()
  ) -> MappedDocument {
    let read = DocumentView(document, table, context)
    let view = table.derivation.map { DocumentView($0.derive(read), table, context) } ?? read
    var run = MappingRun()
    let payload = run.fill(table.rows, from: view, at: table.root)
    for issue in table.guards.flatMap({ $0.check(view) }) { run.add(issue) }
    return MappedDocument(payload: .object(payload), issues: run.issues, lineNumbers: run.lineNumbers)
  }
}

/// What one mapping gathers on its way through the rows.
private struct MappingRun {
  private(set) var issues: [Issue] = []
  private(set) var lineNumbers: [LineNumber] = []
  /// How many lines each counter has counted, by the row's id.
  private var counts: [String: Int] = [:]
  private var seen: Set<[String]> = []

  /// One fault of one field is one thing to mend, however many lines meet it; the first one stands for all.
  mutating func add(_ issue: Issue) {
    let record = issue.record.map(String.init) ?? ""
    guard seen.insert([issue.code, issue.model ?? "", record, issue.field ?? ""]).inserted else { return }
    issues.append(issue)
  }

  /// The object that `rows` make of the record behind `relation`.
  mutating func fill(
    _ rows: [Row],
    from view: DocumentView,
    relation: [String] = [],
    at path: String
  ) -> JSONObject {
    var object = JSONObject()
    for row in rows {
      let place = path.isEmpty ? row.target.text : path + "." + row.target.text
      guard let value = value(of: row, from: view, relation, at: place) else { continue }
      row.target.put(value, into: &object)
    }
    return object
  }

  private mutating func value(
    of row: Row,
    from view: DocumentView,
    _ relation: [String],
    at path: String
  ) -> JSON? {
    switch row.source {
    case .constant(let value): return value
    case .counter: return .int(count(view.record, row.id))
    // Of incoming tables only.
    case .preset, .fixed, .given: return .none
    case .setting(let key):
      return convert(view.context.settings[key], row.rules) { view.issue($0, setting: key, path: path) }
    case .field(let steps): return field(relation + steps, row.rules, from: view, at: path)
    case .first(let fields):
      let paths = fields.map { relation + $0 }
      let filled = paths.first { Conversion.trimmed(view.find($0).value) != nil }
      return field(filled ?? paths.first ?? [], row.rules, from: view, at: path)
    case .group(let steps, let rows): return group(rows, of: row, from: view, relation + steps, at: path)
    case .firstGroup(let groups, let rows):
      let paths = groups.map { relation + $0 }
      let found = paths.first { view.find($0).value?.objectValue != nil }
      return group(rows, of: row, from: view, found ?? paths.last ?? [], at: path)
    case .lines(let steps, let displayType, let rows):
      let lines = view.lines(relation + steps, displayType: displayType)
      guard !lines.isEmpty || !row.isOmittedWhenEmpty else { return .none }
      return self.lines(rows, of: lines, at: path)
    }
  }

  private mutating func group(
    _ rows: [Row],
    of row: Row,
    from view: DocumentView,
    _ relation: [String],
    at path: String
  ) -> JSON? {
    guard row.omittedWithout.allSatisfy({ Conversion.trimmed(view.find(relation + $0).value) != nil }) else {
      return .none
    }
    let object = fill(rows, from: view, relation: relation, at: path)
    guard !object.isEmpty else { return .none }
    return .object(object)
  }

  private mutating func field(_ steps: [String], _ rules: [Rule], from view: DocumentView, at path: String) -> JSON? {
    let found = view.find(steps)
    return convert(found.value, rules) { view.issue($0, found, steps, path: path) }
  }

  /// The next number of a counter, noted for the line.
  private mutating func count(_ line: JSON, _ counter: String) -> Int {
    let number = counts[counter, default: 0] + 1
    counts[counter] = number
    if let record = line["id"]?.intValue { lineNumbers.append(LineNumber(record: record, number: number)) }
    return number
  }

  private mutating func lines(_ rows: [Row], of lines: [DocumentView], at path: String) -> JSON {
    var items: [JSON] = []
    for (index, line) in lines.enumerated() {
      items.append(.object(fill(rows, from: line, at: "\(path)[\(index)]")))
    }
    return .array(items)
  }

  private mutating func convert(_ raw: JSON?, _ rules: [Rule], _ issue: (Fault) -> Issue) -> JSON? {
    let conversion = Conversion(raw, rules)
    for fault in conversion.faults { add(issue(fault)) }
    return conversion.value
  }
}
