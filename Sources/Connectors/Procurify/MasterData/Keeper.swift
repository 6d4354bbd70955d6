import Core
import Engine
import Odoo

/// Brings the fields of a record that Odoo has to what Procurify says, as far as they are ours.
struct Keeper {
  let document: ProcurifyDocument
  let model: String
  /// Under which the fingerprints are kept: `procurify.vendor.written`.
  let kind: String
  /// Procurify's id.
  let owner: String
  /// What of the record is read.
  let fields: JSON

  /// - Returns: the record's fields; nil where somebody deleted it.
  /// - Throws: what the gateway throws.
  func read(_ id: Int) async throws(Failure) -> JSON? {
    try await document.odoo.read(model, ids: [id], fields: fields, committed: false).records.first
  }

  /// - Throws: what the gateway throws.
  func written(_ id: Int) async throws(Failure) -> Written {
    let known = try await document.odoo.references(model, ids: [id], flow: kind, connection: document.settings.key)
    return Written(owner, known[id]?.externalID)
  }

  /// Changes what is to be changed in one write, and notes what stands there then.
  ///
  /// - Parameters:
  ///   - record: as it stands.
  ///   - values: that Procurify calls for.
  ///   - further: values that are not compared, for example a rank; written where there are any.
  /// - Returns: the fields that people changed and that are left as they are.
  /// - Throws: what the gateway throws.
  func bring(_ record: JSON, to values: [(field: String, value: JSON)], further: [(String, JSON)] = [])
    async throws(Failure) -> [String]
  {
    guard let id = record["id"]?.intValue else { return [] }
    var written = try await written(id)
    let before = written.kept
    let overwrites = document.settings.isOn("overwrite")
    var changes = further
    var (left, notOurs): ([String], Set<String>) = ([], [])
    // What is no field of Odoo is remembered only.
    for (field, value) in values where field.hasPrefix("=") { written.see(field, value) }
    let compared = values.filter { !$0.field.hasPrefix("=") }
    for (field, value) in compared {
      switch written.step(field, value, record[field] ?? .null, overwrites: overwrites) {
      case .write: changes.append((field, value))
      // What is the same on both sides is ours from now on: nobody changed it.
      case .leave: if !Written.same(value, record[field] ?? .null) { notOurs.insert(field) }
      case .keep:
        left.append(field)
        notOurs.insert(field)
        written.see(field, value)
      }
    }
    var after = record
    if !changes.isEmpty {
      try await document.odoo.write(model, ids: [id], values: .record(changes.map { ($0.0, $0.1) }))
      after = try await read(id) ?? record
    }
    written.note(compared, after, kept: notOurs)
    if written.kept != before { try await document.link(kind, written.kept, model, id) }
    return left
  }

  /// Notes what a new record was made with.
  ///
  /// - Throws: what the gateway throws.
  func note(_ id: Int, _ values: [(field: String, value: JSON)]) async throws(Failure) {
    guard let record = try await read(id) else { return }
    var written = Written(owner, nil)
    written.note(values, record, kept: [])
    try await document.link(kind, written.kept, model, id)
  }
}
