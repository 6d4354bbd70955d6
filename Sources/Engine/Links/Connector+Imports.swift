import Core
import HTTP

/// The imports of a connector, with the client they need built at the last moment.
extension Connector {
  func imports(_ flow: String, after cursor: String?, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> ImportPage
  {
    guard let found = imports.first(where: { $0.id == flow }) else { throw .unknownFlow(flow) }
    return try await found.page(after: cursor, settings, try client(settings, http))
  }
}
