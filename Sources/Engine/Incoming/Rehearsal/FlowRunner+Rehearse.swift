package import Core
package import Odoo

extension FlowRunner {
  /// Goes through a fetch and its documents without keeping or writing anything.
  ///
  /// The partner is read as in a real fetch, from the marks as they stand; they do not move. What Odoo has of a document
  /// is looked up, and what would be written is noted in memory (`RehearsalOdoo`).
  ///
  /// - Parameters:
  ///   - key: of an `incoming` job: the connection, and the stream where one alone is meant.
  ///   - limit: documents to look at.
  ///   - odoo: where to read; over a caller's socket or HTTP alike.
  /// - Returns: one line per document.
  /// - Throws: `.configuration` for a connection that is not validated, `.protocol` `stream.unknown`; what ends the caller's
  ///   call. What a stream or document fails for is in the result.
  package func rehearse(_ key: JobKey, limit: Int, odoo: any OdooGateway) async throws(Failure) -> Rehearsal {
    let account = try await Account(database: key.database, key: key.connection, environment)
    let all = account.connector.streams
    let streams = all.filter { key.flow == nil || $0.stream == key.flow }
    guard !streams.isEmpty || key.flow == nil else { throw .unknownStream(key.flow ?? "", account.connector) }
    var run = RehearsalRun(environment, ledger, account, RehearsalOdoo(odoo))
    var rehearsal = Rehearsal()
    for stream in streams { try await run.go(through: stream, limit: limit, &rehearsal) }
    return rehearsal
  }
}
