package import Core
package import Odoo
import Synchronization

/// An Odoo that is read as it is and written to in memory only: what a run would do, nothing of it done.
///
/// New records get ids below zero; what is linked to them is found again, so that a bill finds the vendor that would come
/// before it, with the values that the vendor would have. What Odoo works out of a record by itself (totals, a state after
/// a button) cannot be known: where a flow asks that of the document at hand, `Failure.endsRehearsal` ends the document,
/// which would go on from there.
package final class RehearsalOdoo: OdooGateway {
  private struct Notes {
    var last = 0
    var created: [OdooRow: JSON] = [:]
    var links: [OdooReference] = []
    /// What the present document wrote; its own state in Odoo is another one from then on.
    var touched: Set<OdooRow> = []
    var newOnes: Set<OdooRow> = []
  }
  private let odoo: any OdooGateway
  private let notes = Mutex(Notes())

  package init(_ odoo: any OdooGateway) { self.odoo = odoo }

  /// The next document begins.
  func begin() {
    notes.withLock { notes in
      notes.touched = []
      notes.newOnes = []
    }
  }

  /// What the present document would do: nothing, create a record of that model, or change some.
  func deed(_ model: String) -> Rehearsal.Deed {
    notes.withLock { notes in
      if notes.newOnes.contains(where: { $0.model == model }) { return .created }
      return notes.touched.isEmpty && notes.newOnes.isEmpty ? .unchanged : .changed
    }
  }

  /// The same of a document that could not be followed to its end; it goes on with what an earlier one would make, if it
  /// wrote nothing itself.
  func deedSoFar(_ model: String) -> Rehearsal.Deed {
    let deed = deed(model)
    return deed == .unchanged ? .changed : deed
  }

  // MARK: Writing, in memory

  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    notes.withLock { notes in
      values.map { row in
        notes.last -= 1
        let new = OdooRow(model: model, id: notes.last)
        notes.created[new] = row
        notes.newOnes.insert(new)
        return new.id
      }
    }
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) { touch(model, ids) }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    touch(model, ids)
    return .null
  }

  private func touch(_ model: String, _ ids: [Int]) {
    notes.withLock { $0.touched.formUnion(ids.map { OdooRow(model: model, id: $0) }) }
  }

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool {
    notes.withLock { $0.links.append(reference) }
    return true
  }

  package func claim(_ reference: OdooReference) async throws(Failure) {}

  // MARK: Reading

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    try refuseUnknown(model, ids)
    var read = OdooRead()
    let there = ids.filter { $0 > 0 }
    if !there.isEmpty { read = try await odoo.read(model, ids: there, fields: fields, committed: committed) }
    for id in ids where id < 0 { read.records.append(try noted(OdooRow(model: model, id: id), fields)) }
    return read
  }

  /// What the record of an earlier document would have; what was not given is empty.
  private func noted(_ row: OdooRow, _ fields: JSON) throws(Failure) -> JSON {
    let values = notes.withLock { $0.created[row] }
    var members: [(String, JSON?)] = [("id", .int(row.id)), ("display_name", values?["name"] ?? .null)]
    for (name, below) in fields.objectValue?.members ?? [] where !["id", "display_name"].contains(name) {
      // Records below it are Odoo's: an order's lines, with what it worked out of them.
      guard values != nil, below.isNull else { throw .endsRehearsal }
      members.append((name, values?[name] ?? .null))
    }
    return .record(members)
  }

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    let found = try await odoo.search(model, domain: domain, fields: fields, order: order, limit: limit)
    try refuseUnknown(model, found.compactMap { $0["id"]?.intValue })
    return found
  }

  private func refuseUnknown(_ model: String, _ ids: [Int]) throws(Failure) {
    let isUnknown = notes.withLock { notes in
      let unknown = notes.touched.union(notes.newOnes)
      return ids.contains { unknown.contains(OdooRow(model: model, id: $0)) }
    }
    if isUnknown { throw .endsRehearsal }
  }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    let known = try await odoo.references(model, ids: ids.filter { $0 > 0 }, flow: flow, connection: connection)
    let mine = notes.withLock { notes in
      notes.links.filter {
        $0.model == model && ids.contains($0.record) && $0.flow == flow && $0.connection == connection
      }
    }
    return known.merging(mine.map { ($0.record, $0) }) { _, later in later }
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await odoo.claimed(externalID, flow: flow, connection: connection)
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    let known = try await odoo.referenced(externalIDs, flow: flow, connection: connection)
    let mine = notes.withLock { notes in
      notes.links.filter { $0.flow == flow && $0.connection == connection && externalIDs.contains($0.externalID) }
    }
    return known.merging(mine.map { ($0.externalID, $0) }) { _, later in later }
  }

  package func has(_ field: String, in model: String) async throws(Failure) -> Bool {
    try await odoo.has(field, in: model)
  }

  package func actualName(of field: String, in model: String) async throws(Failure) -> String {
    try await odoo.actualName(of: field, in: model)
  }

  package func digits(of field: String, in model: String) async throws(Failure) -> Int? {
    try await odoo.digits(of: field, in: model)
  }

  package func serverTime() async throws(Failure) -> Timestamp? { try await odoo.serverTime() }
}

extension Failure {
  /// From here on only Odoo could say what comes of a document.
  static let endsRehearsal = Failure(
    .internal,
    "rehearsal.ends",
    "What comes after this can only be known once it is done."
  )
}
