package import Core

/// One document the simulated network holds, sent by the client or waiting for it.
package struct ProcurosTransaction: Sendable, Equatable {
  package enum Direction: String, Sendable {
    case sent, received
  }

  /// How the client reported an incoming document.
  package struct Mark: Sendable, Equatable {
    package let success: Bool
    package let errorReason: String?
    package let errorType: String?
    package let errorContext: JSON?
  }

  package let id: String
  package let direction: Direction
  package let type: String
  /// The sender's own document number, `orderIdentifier` on an ORDER.
  package let number: String?
  /// `PENDING`, `SUCCESS`, `FAILED`, `DROPPED`, `UNKNOWN`.
  package var status: String
  /// Time in Europe/Berlin with offset: `2025-03-10T09:30:00+01:00`.
  package let createdAt: String
  package var replaces: String?
  package var replacedBy: String?
  /// The bytes as they came.
  package let raw: [UInt8]
  package let content: JSON
  package var mark: Mark?

  package var isLatestVersion: Bool { replacedBy == nil }
}

extension ProcurosTransaction {
  /// As `GET /v2/transactions` shows it; `all` adds what `GET /v2/all-transactions` shows besides.
  func json(all: Bool) -> JSON {
    let common: [(String, JSON?)] = [
      ("procurosTransactionId", .string(id)),
      ("type", .string(type)),
      ("replacesProcurosTransactionId", JSON(replaces)),
      ("replacedByProcurosTransactionId", JSON(replacedBy)),
      ("isLatestVersion", .bool(isLatestVersion)),
    ]
    let more: [(String, JSON?)] = [
      ("status", .string(status)),
      ("flow", "LIVE"),
      ("createdAt", .string(createdAt)),
    ]
    return .record(common + (all ? more : []) + [("content", content)])
  }
}
