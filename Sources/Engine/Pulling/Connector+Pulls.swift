import Core
import HTTP

/// The pulls of a connector, with the client they need built at the last moment.
extension Connector {
  func puller(_ flow: String) -> (any PullFlow)? { pulls.first { $0.id == flow } }

  func pull(_ subjects: [PullSubject], _ flow: String, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> [InboxItem]
  {
    guard let found = pulls.first(where: { $0.id == flow }) else { throw .unknownFlow(flow) }
    return try await found.pull(subjects, settings, try client(settings, http))
  }
}
