import Core
import JSONRPC
import NIOCore
import NIOPosix
import Synchronization

/// A client that says any bytes and takes lines as they come.
final class RawPeer: Sendable {
  private let channel: any Channel
  /// Ends when the other side closes.
  let lines: AsyncStream<[UInt8]>

  /// What is to be said; the pieces of one entry leave without another in between.
  private let waiting = AsyncStream.makeStream(of: [[UInt8]].self)

  private init(_ channel: any Channel, _ lines: AsyncStream<[UInt8]>) {
    self.channel = channel
    self.lines = lines
  }

  static func connect(_ path: String) async throws -> RawPeer {
    let (lines, arrive) = AsyncStream.makeStream(of: [UInt8].self)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(unixDomainSocketPath: path) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(LineReader(arrive))
          return channel
        }
      }
    return RawPeer(channel, lines)
  }

  func send(_ bytes: [UInt8]) { send(pieces: [bytes]) }
  func send(pieces: [[UInt8]]) { waiting.continuation.yield(pieces) }

  /// Says what is to be said until the peer is closed; a socket that was closed at the other end is no matter here.
  func write() async {
    for await pieces in waiting.stream {
      for piece in pieces { try? await channel.writeAndFlush(ByteBuffer(bytes: piece)) }
    }
  }

  func close() {
    waiting.continuation.finish()
    channel.close(promise: nil)
  }
}

private final class LineReader: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private var framer = LineFramer()
  private let arrive: AsyncStream<[UInt8]>.Continuation

  init(_ arrive: AsyncStream<[UInt8]>.Continuation) { self.arrive = arrive }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    framer.take(&bytes) { event in
      if case .line(let line) = event { arrive.yield(line) }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { arrive.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
