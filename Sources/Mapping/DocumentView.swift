package import Core

/// A document of Odoo, or one of its lines, with what is needed to name what is wrong in it.
package struct DocumentView: Sendable {
  package let table: MappingTable
  package let context: MappingContext
  package let record: JSON
  /// The relations walked from the document to `record`.
  let trail: [String]

  package init(_ record: JSON, _ table: MappingTable, _ context: MappingContext) {
    self.init(record: record, trail: [], table: table, context: context)
  }

  init(record: JSON, trail: [String], table: MappingTable, context: MappingContext) {
    self.record = record
    self.trail = trail
    self.table = table
    self.context = context
  }

  /// A field as it was found: its value, or the first empty relation on the way to it.
  struct Found {
    let value: JSON?
    /// The record that holds the value or the empty relation.
    let holder: JSON
    /// How many steps of the path lead to the holder.
    let depth: Int
  }

  func find(_ path: [String]) -> Found {
    var holder = record
    for (depth, step) in path.enumerated() {
      let value = holder[step]
      guard depth + 1 < path.count, let value, value.objectValue != nil else {
        return Found(value: depth + 1 == path.count ? value : nil, holder: holder, depth: depth)
      }
      holder = value
    }
    return Found(value: nil, holder: holder, depth: path.count)
  }

  /// The value at a dotted path, text trimmed; nil where it, or a relation on the way, is empty.
  package func value(_ path: String) -> JSON? {
    Conversion.trimmed(find(Row.steps(path)).value)
  }

  package func text(_ path: String) -> String? { value(path)?.stringValue }

  /// A setting of the connection as text, trimmed; nil where it is empty.
  package func setting(_ key: String) -> String? { Conversion.trimmed(context.settings[key])?.stringValue }

  /// The id behind a relation at a dotted path, whether it came as an id or as an object.
  package func id(_ path: String) -> Int? {
    let value = value(path)
    return value?.intValue ?? value?["id"]?.intValue
  }

  /// The lines of a one2many whose `display_type` is the one given.
  package func lines(_ path: String, displayType: String? = nil) -> [DocumentView] {
    lines(Row.steps(path), displayType: displayType)
  }

  func lines(_ path: [String], displayType: String?) -> [DocumentView] {
    (find(path).value?.arrayValue ?? [])
      .filter { $0["display_type"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } == displayType }
      .map { DocumentView(record: $0, trail: trail + path, table: table, context: context) }
  }
}
