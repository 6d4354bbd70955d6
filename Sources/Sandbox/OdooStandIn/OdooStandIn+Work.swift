package import Core

/// Work that has a transaction of its own: the units of the tick, and what a pull brought.
extension OdooStandIn {
  /// What asking the partner about records came to.
  package struct Pull: Sendable {
    /// One `Outcome` a record that was asked for.
    package let asked: [JSON]
    /// One `Outcome` a document that came in.
    package let applied: [JSON]

    package var statuses: [String] { applied.map { $0["status"]?.stringValue ?? "" } }
  }

  /// A person asks the partner about records. Nothing is locked meanwhile, and each thing that came in is brought into
  /// Odoo in a transaction of its own, as the addon's `_sidecar_pull` does.
  ///
  /// - Parameters:
  ///   - flow: for example `procountor.payment.pull`.
  ///   - ids: the records.
  ///   - connection: key of the connection.
  ///   - company: the company of the records.
  /// - Returns: what the partner was asked, and what became of each document that came in.
  /// - Throws: what the sidecar answered; `.transport` `odoo.attempt_over` when every attempt failed to serialize.
  package func pull(_ flow: String, ids: [Int], connection: String, company: Int = 1) async throws(Failure) -> Pull {
    let session = try await open()
    defer { session.close() }
    let params = Self.params(flow, connection, ids: ids.sorted(), company, origin: "button")
    let answer = try await session.call("flow/run", params, patience: .seconds(20) + grace)
    let asked = answer["documents"]?.arrayValue ?? []
    session.transaction.commit()
    var applied: [JSON] = []
    for arrival in asked.flatMap({ $0["arrivals"]?.arrayValue ?? [] }) {
      applied += try await apply(arrival, flow, connection, company)
    }
    return Pull(asked: asked, applied: applied)
  }

  /// Brings one document into Odoo; three tries, as the addon's `sidecar.apply`.
  private func apply(_ arrival: JSON, _ flow: String, _ connection: String, _ company: Int)
    async throws(Failure) -> [JSON]
  {
    let params = Self.params(
      arrival["flow"]?.stringValue ?? flow,
      connection,
      ids: [],
      company,
      origin: "button",
      unit: arrival["unit"]
    )
    for _ in 1...3 {
      let session = try await open()
      defer { session.close() }
      if let outcomes = try await work(session, params) { return outcomes }
    }
    throw Failure(.transport, "odoo.attempt_over", "\(arrival["unit"]?.text ?? "") was changed by others three times.")
  }

  /// The scheduled action: asks for units until none is left, each in a transaction of its own.
  /// - Returns: the units that were run.
  package func tick(atMost limit: Int = 100) async throws(Failure) -> [JSON] {
    var units: [JSON] = []
    while units.count < limit {
      let session = try await open()
      defer { session.close() }
      let answer = try await session.call("schedule/tick", [:], patience: .seconds(20) + grace)
      guard let unit = answer["unit"], !unit.isNull else { break }
      units.append(unit)
      let params = Self.params(
        unit["flow"]?.stringValue ?? "",
        unit["connection"]?.stringValue ?? "",
        ids: (unit["ids"]?.arrayValue ?? []).compactMap(\.intValue),
        unit["company_id"]?.intValue ?? 1,
        origin: "tick",
        unit: unit["unit"]
      )
      // What others were quicker with stays with the sidecar, which hands it out again.
      _ = try await work(session, params)
    }
    return units
  }

  /// Runs one piece of work and commits it, unless the sidecar wants undone what it wrote.
  /// - Returns: the outcomes; nil when a serialization failure ended it.
  private func work(_ session: OdooSession, _ params: JSON) async throws(Failure) -> [JSON]? {
    let answer: JSON
    do throws(Failure) {
      answer = try await session.call("flow/run", params, patience: .seconds(20) + grace)
    } catch {
      if session.transaction.isOver { return nil }
      throw error
    }
    let documents = answer["documents"]?.arrayValue ?? []
    if answer["rolls_back"] == true { return documents }
    guard session.transaction.commitUnlessOutdated() else { return nil }
    await settled(session, documents)
    return documents
  }

  private static func params(
    _ flow: String,
    _ connection: String,
    ids: [Int],
    _ company: Int,
    origin: String,
    unit: JSON? = nil
  ) -> JSON {
    .record([
      ("flow", .string(flow)), ("connection", .string(connection)), ("ids", .array(ids.map(JSON.int))),
      ("company_id", .int(company)), ("deadline_ms", 20_000), ("origin", .string(origin)), ("unit", unit),
    ])
  }
}
