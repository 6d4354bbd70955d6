import Core

/// What the events so far amount to.
struct NetworkState: Sendable {
  private(set) var documents: [ProcurosTransaction] = []
  private(set) var reportedErrors: [JSON] = []
  private var places: [String: Int] = [:]
  private var sentBytes: Set<[UInt8]> = []
  /// The id of the newest version by direction, type and number.
  private var newest: [[String]: String] = [:]

  func document(_ id: String) -> ProcurosTransaction? { places[id].map { documents[$0] } }

  func holds(_ raw: [UInt8]) -> Bool { sentBytes.contains(raw) }

  func latest(_ direction: ProcurosTransaction.Direction, _ type: String, _ number: String?) -> String? {
    number.flatMap { newest[[direction.rawValue, type, $0]] }
  }

  mutating func apply(_ event: NetworkEvent) {
    switch event {
    case .kept(let document):
      add(document)
    case .marked(let id, let mark):
      guard let place = places[id] else { return }
      documents[place].mark = mark
      documents[place].status = mark.success ? "SUCCESS" : "FAILED"
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
    if document.direction == .sent { sentBytes.insert(document.raw) }
    guard let number = document.number else { return }
    newest[[document.direction.rawValue, document.type, number]] = document.id
  }
}
