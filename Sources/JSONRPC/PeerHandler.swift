package import NIOCore

/// Joins a NIO channel and a `Peer`: bytes to lines one way, lines to bytes the other.
///
/// An answer that cannot be written closes the channel on the spot, and NIO then reads what is left: `channelRead` and
/// `channelInactive` may come in the middle of a line's handling, and wait here until that is over.
package final class PeerHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer

  /// Bytes that may wait for the other side to read them. Several of the longest lines fit, so that nobody is closed who
  /// has only something to say first; what is asked for and never read would fill the memory otherwise.
  package static let unreadLimit = 64 * 1024 * 1024

  private let peer: Peer
  private var framer = LineFramer()
  private var waiting: [LineFramer.Event] = []
  private var isHandling = false
  private var isInactive = false
  private let onActive: () -> Void

  /// Calls `onActive` once, when the channel is open.
  package init(_ peer: Peer, onActive: @escaping () -> Void = {}) {
    self.peer = peer
    self.onActive = onActive
  }

  package func handlerAdded(context: ChannelHandlerContext) {
    let mark = ChannelOptions.Types.WriteBufferWaterMark(low: Self.unreadLimit / 2, high: Self.unreadLimit)
    // A channel without options closes as well, at a mark of its own.
    try? context.channel.syncOptions?.setOption(.writeBufferWaterMark, value: mark)
  }

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    if !context.channel.isWritable { context.close(promise: nil) }
    context.fireChannelWritabilityChanged()
  }

  package func channelActive(context: ChannelHandlerContext) {
    onActive()
    context.fireChannelActive()
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    framer.take(&bytes) { waiting.append($0) }
    handle()
  }

  package func channelInactive(context: ChannelHandlerContext) {
    isInactive = true
    handle()
    context.fireChannelInactive()
  }

  /// One event after the other, in the order they came; the end comes last.
  private func handle() {
    guard !isHandling else { return }
    isHandling = true
    while !waiting.isEmpty {
      let events = waiting
      waiting = []
      for event in events { peer.received(event) }
    }
    isHandling = false
    if isInactive { peer.ended() }
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
