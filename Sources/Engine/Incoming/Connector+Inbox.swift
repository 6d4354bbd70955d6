import Core
import HTTP

/// The inboxes of a connector, with the client they need built at the last moment.
extension Connector {
  /// What there is to know of the streams without the partner, in their order.
  package var streams: [StreamDeclaration] { inboxes.map { StreamDeclaration($0) } }

  func page(
    of stream: String,
    after cursor: String?,
    since mark: String?,
    _ settings: Settings,
    _ http: any HTTPTransport
  )
    async throws(Failure) -> InboxPage
  {
    try await inbox(stream).page(after: cursor, since: mark, settings, try client(settings, http))
  }

  func report(_ reports: [InboxReport], to stream: String, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> Set<String>
  {
    try await inbox(stream).report(reports, try client(settings, http))
  }

  func again(_ arrival: Arrival, from stream: String, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> InboxItem?
  {
    try await inbox(stream).again(arrival, settings, try client(settings, http))
  }

  private func inbox(_ stream: String) throws(Failure) -> any Inbox<Client> {
    guard let inbox = inboxes.first(where: { $0.stream == stream }) else { throw .unknownStream(stream, self) }
    return inbox
  }

  func tell(_ problem: Problem, _ settings: Settings, _ http: any HTTPTransport) async throws(Failure) {
    try await tell(problem, try client(settings, http))
  }

  func receiver(_ flow: String) -> (any ReceivingFlow)? {
    receiving.first { $0.id == flow } ?? importer(flow)
  }

  func importer(_ flow: String) -> (any ImportFlow)? { imports.first { $0.id == flow } }
}

extension Failure {
  static func unknownStream(_ stream: String, _ connector: any Connector) -> Failure {
    Failure(
      .protocol,
      "stream.unknown",
      "\(connector.label) has no stream \(stream).",
      hint: "It has \(connector.streams.map(\.stream).joined(separator: ", "))."
    )
  }
}
