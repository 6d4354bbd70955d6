package import Core
import Foundation

/// What the simulated network knows: accounts, documents, marks and reported errors, in memory and, if wanted, in a file.
///
/// Every change is one event; the file holds the events, one a line, so that a killed simulator comes back with what it
/// had answered for.
package actor ProcurosNetwork {
  /// May be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    /// GLNs of partners with whom the relationship is not active: 202.
    package var inactive: Set<String> = []
    /// Whether a document answered 202 is kept and its id told.
    package var keepsInactive = true
    /// GLNs that no party has: 422.
    package var unknown: Set<String> = []
    /// The companies that come to this simulator.
    package var accounts: [ProcurosAccount] = [.main]

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
    guard let file else { return }
    for (index, line) in try file.load().enumerated() {
      guard let event = NetworkEvent(line) else { throw file.unclear(line: index + 1) }
      state.apply(event)
    }
  }

  package func change(_ change: @Sendable (inout Settings) -> Void) { change(&settings) }

  package func forgetAll() throws(Failure) { try record(.cleared) }

  /// All documents, oldest first.
  package var transactions: [ProcurosTransaction] { state.documents }

  package func transaction(_ id: String) -> ProcurosTransaction? { state.document(id) }

  /// How often each document number was taken in, the sign of a double send: `P00042` → 2.
  package var countsByNumber: [String: Int] {
    state.documents.reduce(into: [:]) { counts, document in
      guard document.sender != nil, document.resends == nil, let number = document.number else { return }
      counts[number, default: 0] += 1
    }
  }

  package var reportedErrors: [JSON] { state.reportedErrors }

  /// How often the very bytes of a document came again and were refused: `P00042` → 1. Lost when the simulator ends.
  package private(set) var duplicatesByNumber: [String: Int] = [:]

  func noteDuplicate(_ body: JSON) {
    let number = body["type"]?.stringValue.flatMap { ProcurosContract.number($0, body["content"] ?? .null) }
    duplicatesByNumber[number ?? "", default: 0] += 1
  }

  func wasReceived(_ raw: [UInt8], from sender: String) -> Bool { state.holds(raw, from: sender) }

  /// Keeps a document; an older one of the same type, number and parties becomes an old version.
  /// - Returns: its id; nil when the same account has sent the very same bytes already.
  func keep(
    _ raw: [UInt8],
    type: String,
    content: JSON,
    from sender: String?,
    to receiver: String?,
    status: String = "PENDING"
  ) throws(Failure) -> String? {
    if let sender, wasReceived(raw, from: sender) { return nil }
    let identity = DocumentIdentity(type: type, content: content, sender: sender, receiver: receiver)
    let document = ProcurosTransaction(
      id: UUID().uuidString.lowercased(),
      sender: sender,
      receiver: receiver,
      type: type,
      number: ProcurosContract.number(type, content),
      status: status,
      createdAt: ProcurosClock.text(now()),
      replaces: state.latest(identity),
      replacedBy: nil,
      resends: nil,
      raw: raw,
      content: content,
      mark: nil
    )
    try record(.kept(document))
    return document.id
  }

  /// Notes how an account fared with a document from its queue; the document leaves the queue. A later word counts.
  /// - Returns: false when this account received no such document.
  func mark(_ id: String, _ mark: ProcurosTransaction.Mark, by account: String) throws(Failure) -> Bool {
    guard transaction(id)?.receiver == account else { return false }
    try record(.marked(id, mark))
    return true
  }

  /// Puts a marked document into the queue again, as a person does in the portal.
  /// - Returns: the id under which it waits; nil when there is no marked document of that id.
  func resend(_ id: String, asNew: Bool) throws(Failure) -> String? {
    guard let document = transaction(id), document.mark != nil, document.isLatestVersion else { return nil }
    guard asNew else {
      try record(.resent(id))
      return id
    }
    let copy = document.again(UUID().uuidString.lowercased(), at: ProcurosClock.text(now()))
    try record(.kept(copy))
    return copy.id
  }

  /// Puts a document from outside into a queue; one that repeats another is no version of it.
  /// - Returns: its id.
  func queue(
    _ raw: [UInt8],
    _ type: String,
    _ content: JSON,
    to receiver: String,
    repeating original: String? = nil
  ) throws(Failure) -> String {
    if let document = original.flatMap({ transaction($0) }) {
      let copy = document.again(UUID().uuidString.lowercased(), at: ProcurosClock.text(now()))
      try record(.kept(copy))
      return copy.id
    }
    return try keep(raw, type: type, content: content, from: nil, to: receiver) ?? ""
  }

  func report(_ error: JSON) throws(Failure) { try record(.reported(error)) }

  private func record(_ event: NetworkEvent) throws(Failure) {
    try file?.append(event.json)
    state.apply(event)
  }
}
