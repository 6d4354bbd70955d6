package import Core
package import NIOCore
import NIOPosix

/// Opens the service's Unix socket as a client: the command line and the stand-in for Odoo's side.
package enum SocketClient {
  /// Connects to the socket at `path`.
  ///
  /// - Throws: `.transport` `socket.unreachable` when nothing listens there.
  package static func connect(
    path: String,
    group: any EventLoopGroup,
    onIncoming: @escaping @Sendable (Peer, Peer.Incoming) -> Void
  ) async throws(Failure) -> Peer {
    do {
      return try await ClientBootstrap(group: group)
        .channelOption(.maxMessagesPerRead, value: 16)
        .connect(unixDomainSocketPath: path) { channel in
          channel.eventLoop.makeCompletedFuture {
            let peer = Peer(name: path, channel: channel, onIncoming: onIncoming)
            try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
            return peer
          }
        }
    } catch {
      throw Failure(
        .transport,
        "socket.unreachable",
        "The sidecar does not answer on \(path).",
        detail: String(describing: error),
        hint: "Start it with `odoo-sidecar serve` or `systemctl start odoo-sidecar`, or name its socket with --socket."
      )
    }
  }
}
