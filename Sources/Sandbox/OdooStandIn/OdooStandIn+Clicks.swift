package import Core

extension OdooStandIn {
  /// How a transaction ends after the sidecar has answered.
  package enum End: Sendable {
    case commit
    /// Something else in the request failed: Odoo forgets everything, the sidecar is told nothing.
    case rollBack
  }

  /// What a click came to.
  package struct Click: Sendable {
    /// One `Outcome` a document.
    package let documents: [JSON]
    /// How often Odoo ran the button: more than once after serialization failures.
    package let attempts: Int
    /// The reverse calls of the last attempt, by method.
    package let served: [String]

    package var statuses: [String] { documents.map { $0["status"]?.stringValue ?? "" } }
  }

  /// Odoo's `MAX_TRIES_ON_CONCURRENCY_FAILURE`.
  private static var tries: Int { 5 }

  /// A person presses a button on some records.
  ///
  /// - Parameters:
  ///   - flow: for example `procuros.order.send`.
  ///   - model: of the records; their rows are locked for the time of the transaction.
  ///   - ids: the records.
  ///   - connection: key of the connection.
  ///   - company: the company of the records.
  ///   - confirmed: the person was asked about documents older than *send from*.
  ///   - deadline: what the sidecar is given.
  ///   - end: how the transaction ends after the answer.
  ///   - before: what the click itself writes before the sidecar is asked.
  /// - Returns: the outcomes, after the transaction has ended as `end` says.
  /// - Throws: what the sidecar answered; `.transport` `odoo.attempt_over` when every attempt failed to serialize.
  package func click(
    _ flow: String,
    on model: String,
    ids: [Int],
    connection: String,
    company: Int = 1,
    confirmed: Bool = false,
    deadline: Duration = .seconds(20),
    end: End = .commit,
    before: @Sendable (inout OdooRecords) -> Void = { _ in }
  ) async throws(Failure) -> Click {
    let params: JSON = .record([
      ("flow", .string(flow)), ("connection", .string(connection)), ("ids", .array(ids.sorted().map(JSON.int))),
      ("company_id", .int(company)), ("deadline_ms", .int(Self.milliseconds(deadline))), ("origin", "button"),
      ("confirmed", .bool(confirmed)),
    ])
    let rows = locksRows ? Set(ids.map { OdooRecords.Key(model: model, id: $0) }) : []
    for attempt in 1...Self.tries {
      await locks.acquire(rows)
      let result = await attempted(params, deadline, end, before)
      await locks.release(rows)
      switch result {
      case .success(let session?):
        return Click(documents: session.documents, attempts: attempt, served: session.served)
      case .success(nil): continue
      case .failure(let failure): throw failure
      }
    }
    throw Failure(.transport, "odoo.attempt_over", "The records were changed by others \(Self.tries) times.")
  }

  private typealias Attempt = (documents: [JSON], served: [String])

  /// One run of the button; nil when a serialization failure ended it.
  private func attempted(
    _ params: JSON,
    _ deadline: Duration,
    _ end: End,
    _ before: (inout OdooRecords) -> Void
  ) async -> Result<Attempt?, Failure> {
    do throws(Failure) {
      let session = try await open()
      defer { session.close() }
      session.transaction.change(before)
      do throws(Failure) {
        let documents = try await run(session, params, deadline)
        if end == .commit { await commit(session, documents) }
        return .success((documents, session.transaction.served))
      } catch {
        if session.transaction.isOver { return .success(nil) }
        throw error
      }
    } catch {
      return .failure(error)
    }
  }

  private func run(_ session: OdooSession, _ params: JSON, _ deadline: Duration) async throws(Failure) -> [JSON] {
    let result = try await session.call("flow/run", params, patience: deadline + grace)
    return result["documents"]?.arrayValue ?? []
  }

  /// Commits, then tells the sidecar on the same peer which deliveries are settled now.
  func commit(_ session: OdooSession, _ documents: [JSON]) async {
    session.transaction.commit()
    await settled(session, documents)
  }

  /// Tells the sidecar what is settled now.
  func settled(_ session: OdooSession, _ documents: [JSON]) async {
    let delivered = documents.filter { $0["state"] == "delivered" }.compactMap { $0["entry"] }
    guard !delivered.isEmpty else { return }
    // The rows are committed: like the addon, it leaves what could not be said to the next tick.
    _ = try? await session.call("entry/settled", ["entries": .array(delivered)], patience: .seconds(3))
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let parts = duration.components
    return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
  }
}
