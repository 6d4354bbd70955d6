package import Core

extension OdooStandIn {
  /// Saves a connection, commits, and says hello again: only that makes the staged revision current.
  ///
  /// - Parameters:
  ///   - connection: `Connection` of the specification, section 4, with its `key`.
  ///   - secrets: new secrets by name.
  ///   - end: after a rollback the revision is never named.
  /// - Returns: the answer of `connection/save`.
  /// - Throws: what the sidecar answered.
  @discardableResult
  package func save(
    _ connection: JSON,
    secrets: [String: String] = [:],
    end: End = .commit
  ) async throws(Failure) -> JSON {
    let key = connection["key"]?.stringValue ?? ""
    let revision = (database.revisions[key] ?? 0) + 1
    let session = try await open()
    defer { session.close() }
    let names = secrets.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.string($0.value)) }
    let params: JSON = [
      "connection": connection, "secrets": .object(JSONObject(names)), "revision": .int(revision),
    ]
    let answer = try await session.call("connection/save", params, patience: .seconds(20) + grace)
    guard end == .commit else { return answer }
    session.transaction.commit()
    database.commit(key, revision: revision)
    _ = try await hello()
    return answer
  }

  /// *Test Connection*: `{ok, steps}`.
  package func test(_ key: String, revision: Int? = nil) async throws(Failure) -> JSON {
    try await ask("connection/test", .record([("key", .string(key)), ("revision", revision.map(JSON.int))]))
  }

  /// Removes a connection after the commit, as the addon does.
  package func remove(_ key: String) async throws(Failure) {
    database.commit(key, revision: nil)
    _ = try await ask("connection/remove", ["key": .string(key)])
  }

  /// The partner's id and number of a record, `{external_id, number, entry}`; nil while there is none.
  package func reference(_ model: String, _ record: Int, flow: String) -> JSON? {
    let records = database.records
    let id = records.ids("sidecar.reference").first { id in
      records.value("sidecar.reference", id, "model") == .string(model)
        && records.value("sidecar.reference", id, "record") == .int(record)
        && records.value("sidecar.reference", id, "flow") == .string(flow)
    }
    return id.map { id in
      .record(["external_id", "number", "entry"].map { ($0, records.value("sidecar.reference", id, $0)) })
    }
  }
}
