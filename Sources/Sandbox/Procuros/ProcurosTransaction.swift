package import Core

/// One document the simulated network holds, on its way from one company to another.
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
  /// The account that sent it; nil: a company outside of this simulator.
  package let sender: String?
  /// The account whose queue it is in; nil: a company outside of this simulator.
  package let receiver: String?
  package let type: String
  /// The sender's own document number, `orderIdentifier` on an ORDER.
  package let number: String?
  /// `PENDING`, `SUCCESS`, `FAILED`, `DROPPED`, `UNKNOWN`.
  package var status: String
  /// Time in Europe/Berlin with offset: `2025-03-10T09:30:00+01:00`.
  package let createdAt: String
  package var replaces: String?
  package var replacedBy: String?
  /// The document that somebody sent again in the portal under this new id.
  package let resends: String?
  /// The bytes as they came.
  package let raw: [UInt8]
  package let content: JSON
  package var mark: Mark?

  /// As the accounts of this simulator see it.
  package var direction: Direction { sender == nil ? .received : .sent }
  package var isLatestVersion: Bool { replacedBy == nil }

  /// Whether it waits in the queue of its receiver: an outdated version leaves by itself.
  package var isWaiting: Bool { receiver != nil && mark == nil && isLatestVersion }

  func concerns(_ account: String) -> Bool { sender == account || receiver == account }
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

extension ProcurosTransaction {
  /// The document under a new id, as the portal may send it again; not a version of the first one.
  func again(_ id: String, at createdAt: String) -> ProcurosTransaction {
    ProcurosTransaction(
      id: id,
      sender: sender,
      receiver: receiver,
      type: type,
      number: number,
      status: "PENDING",
      createdAt: createdAt,
      replaces: nil,
      replacedBy: nil,
      resends: self.id,
      raw: raw,
      content: content,
      mark: nil
    )
  }
}
