import Core
import Host
import JSONRPC
import NIOPosix

/// A command's conversation with the running service.
struct ServiceClient {
  private let peer: Peer

  static func with<Result>(_ options: CommonOptions, _ body: (ServiceClient) async throws -> Result)
    async throws -> Result
  {
    try await with(socket: try options.configuration()["socket"], body)
  }

  /// Connects, says hello as an operator, hands the client to `body` and hangs up.
  static func with<Result>(socket: String, _ body: (ServiceClient) async throws -> Result) async throws -> Result {
    let peer = try await SocketClient.connect(
      path: socket,
      group: MultiThreadedEventLoopGroup.singleton
    ) { peer, incoming in
      if case .request(let id, let method, _) = incoming {
        peer.reply(id, RPCError.wire(-32601, "protocol.unknown_method", "The command line does not serve \(method)."))
      }
    }
    defer { peer.close() }
    let client = ServiceClient(peer: peer)
    _ = try await client.call(
      "session/hello",
      [
        "protocol": ["min": 1, "max": 1],
        "client": ["name": "odoo-sidecar-cli", "version": .string(Sidecar.version)],
      ]
    )
    return try await body(client)
  }

  func call(_ method: String, _ params: JSON = [:]) async throws(Failure) -> JSON {
    do throws(RPCError) {
      return try await peer.call(method, params)
    } catch {
      throw Failure(
        .init(rawValue: error.data?["kind"]?.stringValue ?? "") ?? .internal,
        error.dataCode ?? "internal",
        error.message,
        hint: error.data?["hint"]?.stringValue
      )
    }
  }
}
