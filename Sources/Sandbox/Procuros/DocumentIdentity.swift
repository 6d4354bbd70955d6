import Core

/// What all versions of one document share: type, number and parties.
struct DocumentIdentity: Hashable, Sendable {
  private let accounts: [String?]
  private let type: String
  private let number: String
  private let parties: [[String]]

  /// Nil for a document without a number: it has no versions.
  init?(type: String, content: JSON, sender: String?, receiver: String?) {
    guard let number = ProcurosContract.number(type, content) else { return nil }
    accounts = [sender, receiver]
    self.type = type
    self.number = number
    parties = ["buyer", "supplier"].map { ProcurosContract.glns($0, content).sorted() }
  }

  init?(_ document: ProcurosTransaction) {
    self.init(
      type: document.type,
      content: document.content,
      sender: document.sender,
      receiver: document.receiver
    )
  }
}
