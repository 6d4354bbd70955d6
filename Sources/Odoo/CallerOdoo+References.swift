package import Core

/// What Odoo remembers of partners' ids: `sidecar.reference`.
extension CallerOdoo {
  private static let model = "sidecar.reference"

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool {
    try await call(Self.model, ids: [], method: "bring", arguments: reference.wire)["changed"]?.boolValue ?? false
  }

  package func claim(_ reference: OdooReference) async throws(Failure) {
    _ = try await call(Self.model, ids: [], method: "claim", arguments: reference.wire)
  }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    let found = try await find(
      flow,
      connection,
      ["model", "=", .string(model)],
      ["record", "in", .array(ids.map(JSON.int))]
    )
    return Dictionary(found.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await find(flow, connection, ["external_id", "=", .string(externalID)]).first
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    guard !externalIDs.isEmpty else { return [:] }
    let found = try await find(
      flow,
      connection,
      ["external_id", "in", .array(externalIDs.map(JSON.string))],
      ["is_arrival", "=", false]
    )
    return Dictionary(found.map { ($0.externalID, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func find(_ flow: String, _ connection: String, _ leaves: JSON...) async throws(Failure) -> [OdooReference] {
    let domain: [JSON] = [["flow", "=", .string(flow)], ["connection", "=", .string(connection)]] + leaves
    let answer = try await ask(
      "odoo/search_read",
      [
        ("model", .string(Self.model)), ("domain", .array(domain)),
        ("fields", ["model": nil, "record": nil, "external_id": nil, "number": nil]),
      ]
    )
    return (answer["records"]?.arrayValue ?? []).compactMap { row in
      guard let model = row["model"]?.stringValue, let record = row["record"]?.intValue else { return nil }
      return OdooReference(
        model: model,
        record: record,
        connection: connection,
        flow: flow,
        externalID: row["external_id"]?.stringValue ?? "",
        number: row["number"]?.stringValue,
        entry: 0
      )
    }
  }
}

extension OdooReference {
  fileprivate var wire: JSON {
    let known: [(String, JSON?)] = [
      ("status", status.map(JSON.string)), ("sent_at", sentAt.map { .string($0.text) }),
    ]
    return .record(
      [
        ("model", .string(model)), ("record", .int(record)), ("connection", .string(connection)),
        ("flow", .string(flow)),
        ("external_id", externalID.isEmpty ? .null : .string(externalID)), ("number", JSON(number)),
        ("entry", .int(Int(entry))),
      ] + known
    )
  }
}
