import Core
import Engine
import HTTP

/// Documents for Procuros that could not be built.
extension ProcurosClient {
  /// Which type of transaction each flow would have sent.
  private static let types = [
    "procuros.order.send": "ORDER",
    "procuros.shipping_notice.send": "SHIPPING_NOTICE",
    "procuros.invoice.send": "INVOICE",
    "procuros.credit_note.send": "CREDIT_NOTE",
  ]

  /// `POST /errors`: a document could not be built, so that the portal shows why nothing came.
  ///
  /// Source: Procuros API v2, `POST /v2/errors`; guide *Tracking document status*.
  /// - Throws: `.response` when Procuros refuses, `.transport` when it cannot be reached. Safe to repeat: it only tells.
  func tell(_ problem: Problem) async throws(Failure) {
    let context = problem.context.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    var body: [(String, JSON?)] = [("errorReason", .string(problem.reason)), ("errorType", "DATA")]
    if !context.isEmpty { body.append(("errorContext", .record(context))) }
    body.append(("transactionIdentifier", .string(problem.recordName)))
    if let type = Self.types[problem.flow] { body.append(("transactionType", .string(type))) }
    let response = try await http.send(request(.post, "/errors", body: JSON.record(body).bytes, safeToRepeat: true))
    guard response.succeeded else { throw failure(response, sending: false) }
  }
}
