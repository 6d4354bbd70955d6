import Core

/// What became of one document, as Procuros takes it.
///
/// Source: Procuros API v2, `PUT /v2/transactions/{procurosTransactionId}` and the items of the bulk call.
struct ProcurosMark: Sendable, Equatable {
  let id: String
  let success: Bool
  let reason: String?
  /// `DATA` or `INTERNAL`.
  let type: String?
  let context: [String: String]

  /// The members that both calls share.
  var body: [(String, JSON?)] {
    let context = context.sorted { $0.key < $1.key }.map { ($0.key, JSON?.some(.string($0.value))) }
    return [
      ("success", .bool(success)), ("errorReason", reason.map(JSON.string)), ("errorType", type.map(JSON.string)),
      ("errorContext", context.isEmpty ? nil : .record(context)),
    ]
  }

  var item: JSON { .record([("procurosTransactionId", .string(id))] + body) }
}
