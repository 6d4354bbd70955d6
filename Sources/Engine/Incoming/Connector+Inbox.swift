import Core
import HTTP

/// The inbox of a connector, with the client it needs built at the last moment.
extension Connector {
  func page(after cursor: String?, since mark: String?, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> InboxPage
  {
    guard let inbox else { return InboxPage(items: []) }
    return try await inbox.page(after: cursor, since: mark, settings, try client(settings, http))
  }

  func report(_ reports: [InboxReport], _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> Set<String>
  {
    guard let inbox else { return [] }
    return try await inbox.report(reports, try client(settings, http))
  }

  func tell(_ problem: Problem, _ settings: Settings, _ http: any HTTPTransport) async throws(Failure) {
    try await tell(problem, try client(settings, http))
  }

  func receiver(_ flow: String) -> (any ReceivingFlow)? {
    receiving.first { $0.id == flow } ?? importer(flow)
  }

  func importer(_ flow: String) -> (any ImportFlow)? { imports.first { $0.id == flow } }
}
