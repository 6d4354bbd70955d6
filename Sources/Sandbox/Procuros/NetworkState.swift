import Core

/// What the events so far amount to.
struct NetworkState: Sendable {
  private(set) var documents: [ProcurosTransaction] = []
  private(set) var reportedErrors: [JSON] = []
  private var places: [String: Int] = [:]
  /// The bytes that were sent, by account.
  private var sentBytes: [String: Set<[UInt8]>] = [:]
  /// The id of the newest version by what its versions share.
  private var newest: [DocumentIdentity: String] = [:]

  func document(_ id: String) -> ProcurosTransaction? { places[id].map { documents[$0] } }

  func holds(_ raw: [UInt8], from sender: String) -> Bool { sentBytes[sender]?.contains(raw) ?? false }

  /// The newest version of a document; nil when there is none yet.
  func latest(_ identity: DocumentIdentity?) -> String? { identity.flatMap { newest[$0] } }

  mutating func apply(_ event: NetworkEvent) {
    switch event {
    case .kept(let document):
      add(document)
    case .marked(let id, let mark):
      guard let place = places[id] else { return }
      documents[place].mark = mark
      documents[place].status = mark.success ? "SUCCESS" : "FAILED"
    case .resent(let id):
      guard let place = places[id] else { return }
      documents[place].mark = nil
      documents[place].status = "PENDING"
    case .reported(let error):
      reportedErrors.append(error)
    case .cleared:
      self = NetworkState()
    }
  }

  private mutating func add(_ document: ProcurosTransaction) {
    if let older = document.replaces, let place = places[older] { documents[place].replacedBy = document.id }
    places[document.id] = documents.count
    documents.append(document)
    if let sender = document.sender { sentBytes[sender, default: []].insert(document.raw) }
    if let identity = DocumentIdentity(document) { newest[identity] = document.id }
  }
}
