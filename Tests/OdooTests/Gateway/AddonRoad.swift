import Core
import JSONRPC
import NIOPosix
import Odoo
import TestKit

/// Through the addon: the real gateway of a real Odoo asks us to run, and we read and write in its transaction.
struct AddonRoad: GatewayStage {
  let world: GatewayWorld
  let road = GatewayRoad.addon
  private let catalogue = FieldCatalogue()

  init(_ world: GatewayWorld) { self.world = world }

  func play<Result: Sendable>(_ scene: GatewayScene, _ body: @Sendable (any OdooGateway) async throws -> Result)
    async throws -> Result
  {
    let (said, heard) = AsyncStream.makeStream(of: Peer.Incoming.self)
    let group = MultiThreadedEventLoopGroup.singleton
    let peer = try await SocketClient.connect(path: world.socket, group: group) { _, incoming in heard.yield(incoming) }
    defer { peer.close() }
    var played: Swift.Result<Result, any Error>?
    for await incoming in said {
      guard case .request(let id, let method, _) = incoming else { break }
      switch method {
      case "contract/login": peer.reply(id, ["login": .string(scene.login)])
      case "contract/run":
        played = await run(scene, peer, id, body)
        peer.reply(id, ["keep": .bool(scene.keeps)])
      default:
        peer.reply(id, [:])
        if let played { return try played.get() }
      }
    }
    throw Failure(.transport, "session.closed", "The addon's end closed the socket; its log says why.")
  }

  private func run<Result: Sendable>(
    _ scene: GatewayScene,
    _ peer: Peer,
    _ call: RequestID,
    _ body: @Sendable (any OdooGateway) async throws -> Result
  ) async -> Swift.Result<Result, any Error> {
    let odoo = CallerOdoo(
      peer: peer,
      call: call,
      company: world.company(scene),
      language: scene.language,
      catalogue: catalogue
    )
    do {
      return .success(try await body(odoo))
    } catch {
      return .failure(error)
    }
  }
}
