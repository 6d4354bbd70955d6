package import Core
import Foundation

/// What the simulated network knows: documents, marks and reported errors, in memory and, if wanted, in a file.
///
/// Every change is one event; the file holds the events, one a line, so that a killed simulator comes back with what it
/// had answered for.
package actor ProcurosNetwork {
  /// May be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    /// GLNs of suppliers with whom the relationship is not active: 202.
    package var inactive: Set<String> = []
    /// Whether a document answered 202 is kept and its id told.
    package var keepsInactive = true
    /// GLNs that no party has: 422.
    package var unknown: Set<String> = []

    package init() {}
  }

  package var settings: Settings
  private var state = NetworkState()
  private let file: StateFile?
  private let now: @Sendable () -> Date

  init(_ settings: Settings, file: StateFile?, now: @escaping @Sendable () -> Date) throws(Failure) {
    self.settings = settings
    self.file = file
    self.now = now
    for event in try file?.load() ?? [] { state.apply(event) }
  }

  package func change(_ change: @Sendable (inout Settings) -> Void) { change(&settings) }

  package func forgetAll() throws(Failure) { try record(.cleared) }

  /// All documents, oldest first.
  package var transactions: [ProcurosTransaction] { state.documents }

  package func transaction(_ id: String) -> ProcurosTransaction? { state.document(id) }

  /// How often each document number was taken in, the sign of a double send: `P00042` → 2.
  package var countsByNumber: [String: Int] {
    state.documents.reduce(into: [:]) { counts, document in
      if document.direction == .sent, let number = document.number { counts[number, default: 0] += 1 }
    }
  }

  package var reportedErrors: [JSON] { state.reportedErrors }

  /// How often the very bytes of a document came again and were refused: `P00042` → 1. Lost when the simulator ends.
  package private(set) var duplicatesByNumber: [String: Int] = [:]

  func noteDuplicate(_ body: JSON) {
    let number = body["type"]?.stringValue.flatMap { ProcurosContract.number($0, body["content"] ?? .null) }
    duplicatesByNumber[number ?? "", default: 0] += 1
  }

  func wasReceived(_ raw: [UInt8]) -> Bool { state.holds(raw) }

  /// Keeps a document; an older one of the same type and number becomes an old version.
  /// - Returns: its id; nil when the very same bytes are held already.
  func keep(
    _ raw: [UInt8],
    type: String,
    content: JSON,
    direction: ProcurosTransaction.Direction,
    status: String
  ) throws(Failure) -> String? {
    if direction == .sent, wasReceived(raw) { return nil }
    let number = ProcurosContract.number(type, content)
    let document = ProcurosTransaction(
      id: UUID().uuidString.lowercased(),
      direction: direction,
      type: type,
      number: number,
      status: status,
      createdAt: ProcurosClock.text(now()),
      replaces: state.latest(direction, type, number),
      replacedBy: nil,
      raw: raw,
      content: content,
      mark: nil
    )
    try record(.kept(document))
    return document.id
  }

  /// Notes how the client fared with an incoming document; the document leaves the queue.
  /// - Returns: false when there is no such incoming document.
  func mark(_ id: String, _ mark: ProcurosTransaction.Mark) throws(Failure) -> Bool {
    guard transaction(id)?.direction == .received else { return false }
    try record(.marked(id, mark))
    return true
  }

  func report(_ error: JSON) throws(Failure) { try record(.reported(error)) }

  private func record(_ event: NetworkEvent) throws(Failure) {
    try file?.append(event)
    state.apply(event)
  }
}
