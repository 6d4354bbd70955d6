package import Core
package import Odoo
import Synchronization

/// A gateway for documents that are applied one after the other: what one of them asked, none asks again.
///
/// A write to a model, or a business method of it, forgets what was read of that model, and of every model where the
/// answer holds records of others. Models that are written all the time are asked each time: their figures (invoiced,
/// received) change with documents of other models.
package struct CachedReads: OdooGateway {
  private struct Key: Hashable {
    let model: String
    let question: String
  }
  /// What was asked, with the answer; a tree or a path into other models depends on those too.
  private struct Answer {
    let records: [JSON]
    let missing: [Int]
    let isFlat: Bool
  }

  private final class Memory: Sendable {
    let answers = Mutex<[Key: Answer]>([:])
  }

  private var odoo: any OdooGateway
  private let changing: Set<String>
  private let memory = Memory()

  /// - Parameters:
  ///   - odoo: what is asked.
  ///   - changing: models that are never remembered.
  package init(_ odoo: any OdooGateway, changing: Set<String>) {
    self.odoo = odoo
    self.changing = changing
  }

  /// For another document, with the same memory.
  package func scoped(_ scope: String) -> any OdooGateway {
    var other = self
    other.odoo = odoo.scoped(scope)
    return other
  }

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    let key = Key(model: model, question: "\(ids)\(fields.text)")
    if let known = recall(key) { return OdooRead(records: known.records, missing: known.missing) }
    let read = try await odoo.read(model, ids: ids, fields: fields, committed: committed)
    if read.uncommitted.isEmpty { remember(key, read.records, read.missing, isFlat: fields.isFlat) }
    return read
  }

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    let key = Key(model: model, question: "\(domain.text)\(fields.text)\(order ?? "")/\(limit ?? 0)")
    if let known = recall(key) { return known.records }
    let found = try await odoo.search(model, domain: domain, fields: fields, order: order, limit: limit)
    remember(key, found, [], isFlat: fields.isFlat && domain.staysInModel)
    return found
  }

  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    forget(model)
    return try await odoo.create(model, values: values, keys: keys)
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    forget(model)
    try await odoo.write(model, ids: ids, values: values)
  }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    forget(model)
    return try await odoo.call(model, ids: ids, method: method, arguments: arguments)
  }

  // MARK: What costs Odoo nothing

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool { try await odoo.bring(reference) }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    try await odoo.references(model, ids: ids, flow: flow, connection: connection)
  }

  package func claim(_ reference: OdooReference) async throws(Failure) { try await odoo.claim(reference) }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await odoo.claimed(externalID, flow: flow, connection: connection)
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    try await odoo.referenced(externalIDs, flow: flow, connection: connection)
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

  // MARK: Memory

  private func recall(_ key: Key) -> Answer? { memory.answers.withLock { $0[key] } }

  private func remember(_ key: Key, _ records: [JSON], _ missing: [Int], isFlat: Bool) {
    guard !changing.contains(key.model) else { return }
    let answer = Answer(records: records, missing: missing, isFlat: isFlat)
    memory.answers.withLock { $0[key] = answer }
  }

  private func forget(_ model: String) {
    memory.answers.withLock { answers in answers = answers.filter { $0.value.isFlat && $0.key.model != model } }
  }
}

extension JSON {
  /// True for a tree of fields without anything below them.
  fileprivate var isFlat: Bool {
    (objectValue?.members ?? []).allSatisfy { $0.value.objectValue == nil }
  }

  /// True for a domain none of whose leaves walks into another model.
  fileprivate var staysInModel: Bool {
    (arrayValue ?? []).allSatisfy { leaf in leaf.arrayValue?.first?.stringValue?.contains(".") != true }
  }
}
