package import NIOCore

/// Joins a NIO channel and a `Peer`: bytes to lines one way, lines to bytes the other.
package final class PeerHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer

  private let peer: Peer
  private var framer = LineFramer()
  private let onActive: () -> Void

  /// Calls `onActive` once, when the channel is open.
  package init(_ peer: Peer, onActive: @escaping () -> Void = {}) {
    self.peer = peer
    self.onActive = onActive
  }

  package func channelActive(context: ChannelHandlerContext) {
    onActive()
    context.fireChannelActive()
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    framer.take(&bytes) { peer.received($0) }
  }

  package func channelInactive(context: ChannelHandlerContext) {
    peer.ended()
    context.fireChannelInactive()
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A broken socket ends the peer; there is nobody left to tell.
    context.close(promise: nil)
  }
}

extension Peer {
  /// A peer that writes to this channel.
  package convenience init(
    name: String,
    channel: any Channel,
    onIncoming: @escaping @Sendable (Peer, Incoming) -> Void
  ) {
    self.init(
      name: name,
      write: { bytes in channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) },
      close: { channel.close(promise: nil) },
      onIncoming: onIncoming
    )
  }
}
