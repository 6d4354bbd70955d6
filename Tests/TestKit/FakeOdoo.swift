package import Core
package import Odoo
import Synchronization

/// Odoo in memory, with one open transaction: what is written counts for good after `commit`.
///
/// Far away it is reached over HTTP: every call is a transaction of its own, so that nothing is rolled back, and what was
/// created under a key is found again.
package final class FakeOdoo: OdooGateway {
  /// One call that a flow made.
  package struct Call: Sendable, Equatable {
    package let name: String
    package let model: String
    package let ids: [Int]
  }

  /// A record and what it is called by under one kind.
  private struct Kind: Hashable {
    let row: OdooRow
    let flow: String
  }

  private struct State {
    var documents: [OdooRow: JSON] = [:]
    /// The records as they were when the open transaction began.
    var untouched: [OdooRow: JSON]?
    var uncommitted: Set<OdooRow> = []
    var committed: [Kind: OdooReference] = [:]
    var references: [Kind: OdooReference] = [:]
    var claims: [OdooReference] = []
    var committedClaims: [OdooReference] = []
    var failures: [String: [Failure?]] = [:]
    var calls: [Call] = []
    /// What a business method does to a record: the values it sets.
    var effects: [String: JSON] = [:]
    /// What a business method was given, call by call, and what it answers.
    var arguments: [String: [JSON]] = [:]
    var answers: [String: JSON] = [:]
    /// Business methods that do more than set values.
    var methods: [String: @Sendable (FakeOdoo, [Int], JSON) -> JSON] = [:]
    /// What Odoo works out of the values of a new record.
    var derivations: [String: @Sendable (JSON) -> JSON] = [:]
    /// Models whose records are parts of others, such as lines.
    var parts: [String: @Sendable (FakeOdoo) -> [JSON]] = [:]
    /// `model.field` of modules that are not installed.
    var missingFields: Set<String> = []
    /// What was created under a key.
    var keys: [String: Int] = [:]
    /// Digits after the point by `model.field`.
    var digits: [String: Int] = [:]
    var moment: Timestamp?
  }
  private let state = Mutex(State())
  private let isFarAway: Bool

  package init(isFarAway: Bool = false) { self.isFarAway = isFarAway }

  // MARK: What a test says and asks

  /// Puts a record there, replacing the one of that id.
  package func put(_ document: JSON, _ model: String = SampleOrder.model) {
    guard let id = document["id"]?.intValue else { return }
    state.withLock { $0.documents[OdooRow(model: model, id: id)] = document }
  }

  package func change(_ path: String, of id: Int = 42, to value: JSON?) {
    let row = OdooRow(model: SampleOrder.model, id: id)
    state.withLock { state in state.documents[row] = state.documents[row]?.replacing(path, with: value) }
  }

  /// The record that an issue names was written at this moment.
  package func touch(_ issue: Issue, at moment: Timestamp) {
    guard let model = issue.model, let id = issue.record else { return }
    let row = OdooRow(model: model, id: id)
    state.withLock { state in
      let known = state.documents[row] ?? ["id": .int(id)]
      state.documents[row] = known.replacing("write_date", with: .string(moment.text))
    }
  }

  package func remove(_ id: Int, _ model: String = SampleOrder.model) {
    state.withLock { $0.documents[OdooRow(model: model, id: id)] = nil }
  }

  /// The rows that the open transaction has written.
  package func setUncommitted(_ rows: Set<OdooRow>) { state.withLock { $0.uncommitted = rows } }

  /// The next call of that name (`read`, `bring`, or the method of a `call`) fails like this.
  ///
  /// - Parameters:
  ///   - name: of the call.
  ///   - failure: that it gives.
  ///   - count: how many calls of that name go through before.
  package func failNext(_ name: String, _ failure: Failure, after count: Int = 0) {
    state.withLock { state in
      state.failures[name, default: []] += Array(repeating: nil, count: count)
      state.failures[name]?.append(failure)
    }
  }

  /// No call fails any more.
  package func forgive() { state.withLock { $0.failures = [:] } }

  /// From now on that business method sets these values on its records.
  package func onCall(_ method: String, set values: JSON) {
    state.withLock { $0.effects[method] = values }
  }

  /// Everything the open transaction wrote is undone.
  package func rollBack() {
    guard !isFarAway else { return }
    state.withLock { state in
      state.references = state.committed
      state.claims = state.committedClaims
      state.documents = state.untouched ?? state.documents
      state.untouched = nil
    }
  }

  package func commit() {
    state.withLock { state in
      state.committed = state.references
      state.committedClaims = state.claims
      state.untouched = nil
    }
  }

  /// Every record of a model, by id.
  package func records(_ model: String) -> [JSON] {
    if let parts = state.withLock({ $0.parts[model] }) { return parts(self) }
    return state.withLock { state in
      state.documents.filter { $0.key.model == model }.sorted { $0.key.id < $1.key.id }.map(\.value)
    }
  }

  /// From now on the records of a model are what this takes out of others, for example the lines of orders.
  package func take(_ model: String, from records: @escaping @Sendable (FakeOdoo) -> [JSON]) {
    state.withLock { $0.parts[model] = records }
  }

  /// The partner's id that stands with a record, in the open transaction.
  package func reference(_ id: Int = 42, _ model: String = SampleOrder.model) -> String? {
    references(of: id, model).first?.externalID
  }

  /// Everything that stands with a record, in the open transaction.
  package func references(of id: Int, _ model: String) -> [OdooReference] {
    let row = OdooRow(model: model, id: id)
    return state.withLock { state in
      state.references.filter { $0.key.row == row }.sorted { $0.key.flow < $1.key.flow }.map(\.value)
    }
  }

  /// Puts a partner's id with a record, as a wizard or an earlier delivery did.
  package func link(_ reference: OdooReference) {
    state.withLock { state in
      let kind = Kind(row: OdooRow(model: reference.model, id: reference.record), flow: reference.flow)
      state.references[kind] = reference
      state.committed[kind] = reference
    }
  }

  package var calls: [Call] { state.withLock { $0.calls } }

  /// From now on that business method answers this.
  package func answer(_ method: String, _ answer: JSON) { state.withLock { $0.answers[method] = answer } }

  /// From now on that business method does this to its records, with `put`, and answers what comes of it.
  package func onCall(_ method: String, do body: @escaping @Sendable (FakeOdoo, [Int], JSON) -> JSON) {
    state.withLock { $0.methods[method] = body }
  }

  /// From now on records of a model that are written have what this works out of their values.
  package func derive(_ model: String, _ derive: @escaping @Sendable (JSON) -> JSON) {
    state.withLock { $0.derivations[model] = derive }
  }

  /// This Odoo does not have the field.
  package func lack(_ field: String, in model: String) {
    state.withLock { _ = $0.missingFields.insert("\(model).\(field)") }
  }

  /// This Odoo keeps so many digits of the field.
  package func keep(digits: Int, of field: String, in model: String) {
    state.withLock { $0.digits["\(model).\(field)"] = digits }
  }

  /// What a business method was given, call by call.
  package func arguments(of method: String) -> [JSON] { state.withLock { $0.arguments[method] ?? [] } }

  /// What Odoo's clock says from now on.
  package func setServerTime(_ moment: Timestamp?) { state.withLock { $0.moment = moment } }

  /// What was created under a key; nil when nothing was.
  package func created(_ key: String) -> Int? { state.withLock { $0.keys[key] } }

  package func count(_ name: String) -> Int { calls.count { $0.name == name } }

  // MARK: The gateway

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    try enter("read", model, ids)
    if let parts = state.withLock({ $0.parts[model] }) { return OdooRead(of: ids, among: parts(self)) }
    return state.withLock { state in
      var read = OdooRead()
      for id in ids {
        let row = OdooRow(model: model, id: id)
        if committed, state.uncommitted.contains(row) {
          read.uncommitted.append(row)
        } else if let document = state.documents[row] {
          read.records.append(document)
        } else {
          read.missing.append(id)
        }
      }
      return read
    }
  }

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    try enter("search", model, [])
    let found = records(model).filter { FakeDomain.holds(domain, $0) }
    let sorted = order?.contains("desc") == true ? found.reversed() : found
    return Array(sorted.prefix(limit ?? found.count))
  }

  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    try enter("create", model, [])
    return state.withLock { state in
      state.untouched = state.untouched ?? state.documents
      return values.indices.map { place in
        let key = keys?[place]
        if isFarAway, let key, let known = state.keys[key] { return known }
        let id = Self.add(values[place], model, &state)
        if let key { state.keys[key] = id }
        return id
      }
    }
  }

  private static func add(_ values: JSON, _ model: String, _ state: inout State) -> Int {
    let id = (state.documents.keys.filter { $0.model == model }.map(\.id).max() ?? 0) + 1
    let name = values["name"] ?? .string("\(model) \(id)")
    let document = FakeRows.applied(values, to: ["id": .int(id), "display_name": name])
    state.documents[OdooRow(model: model, id: id)] = state.derivations[model].map { $0(document) } ?? document
    return id
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    try enter("write", model, ids)
    state.withLock { state in
      state.untouched = state.untouched ?? state.documents
      for id in ids {
        let row = OdooRow(model: model, id: id)
        guard let document = state.documents[row] else { continue }
        let after = FakeRows.applied(values, to: document)
        state.documents[row] = state.derivations[model].map { $0(after) } ?? after
      }
    }
  }

  package func claim(_ reference: OdooReference) async throws(Failure) {
    try enter("claim", reference.model, [reference.record])
    state.withLock { $0.claims.append(reference) }
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try enter("claimed", "sidecar.reference", [])
    return state.withLock { state in
      state.claims.first { $0.externalID == externalID && $0.flow == flow && $0.connection == connection }
    }
  }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    try enter(method, model, ids)
    let effect = state.withLock { $0.effects[method] }
    if let effect {
      state.withLock { state in
        state.untouched = state.untouched ?? state.documents
        for id in ids {
          let row = OdooRow(model: model, id: id)
          if let document = state.documents[row] { state.documents[row] = FakeRows.applied(effect, to: document) }
        }
      }
    }
    let (answer, body) = state.withLock { state in
      state.arguments[method, default: []].append(arguments)
      if state.methods[method] != nil { state.untouched = state.untouched ?? state.documents }
      return (state.answers[method] ?? .null, state.methods[method])
    }
    return body.map { $0(self, ids, arguments) } ?? answer
  }

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool {
    try enter("bring", reference.model, [reference.record])
    return state.withLock { state in
      let kind = Kind(row: OdooRow(model: reference.model, id: reference.record), flow: reference.flow)
      var brought = reference
      brought.status = reference.status ?? state.references[kind]?.status
      brought.sentAt = reference.sentAt ?? state.references[kind]?.sentAt
      return state.references.updateValue(brought, forKey: kind) != brought
    }
  }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    try enter("references", model, ids)
    return state.withLock { state in
      var found: [Int: OdooReference] = [:]
      for id in ids {
        let reference = state.references[Kind(row: OdooRow(model: model, id: id), flow: flow)]
        if reference?.connection == connection { found[id] = reference }
      }
      return found
    }
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    try enter("referenced", "sidecar.reference", [])
    return state.withLock { state in
      let found = state.references.values.filter { reference in
        reference.flow == flow && reference.connection == connection && externalIDs.contains(reference.externalID)
      }
      // Of several the newest counts, as in Odoo.
      let newest = found.sorted { $0.record > $1.record }
      return Dictionary(newest.map { ($0.externalID, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  package func has(_ field: String, in model: String) async throws(Failure) -> Bool {
    state.withLock { !$0.missingFields.contains("\(model).\(field)") }
  }

  package func actualName(of field: String, in model: String) async throws(Failure) -> String { field }

  package func digits(of field: String, in model: String) async throws(Failure) -> Int? {
    state.withLock { $0.digits["\(model).\(field)"] }
  }

  package func serverTime() async throws(Failure) -> Timestamp? { state.withLock { $0.moment } }

  private func enter(_ name: String, _ model: String, _ ids: [Int]) throws(Failure) {
    let failure = state.withLock { state -> Failure? in
      state.calls.append(Call(name: name, model: model, ids: ids))
      guard state.failures[name]?.isEmpty == false else { return nil }
      return state.failures[name]?.removeFirst() ?? nil
    }
    if let failure { throw failure }
  }
}

extension OdooRead {
  /// Those of some records that have these ids.
  fileprivate init(of ids: [Int], among records: [JSON]) {
    self.init()
    for id in ids {
      if let record = records.first(where: { $0["id"]?.intValue == id }) {
        self.records.append(record)
      } else {
        missing.append(id)
      }
    }
  }
}
