import Core
import JSONRPC
import NIOCore
import NIOPosix

/// A client of the socket that sends any bytes and hears whole lines.
struct RawClient {
  private let channel: any Channel
  private var lines: AsyncStream<JSON>.Iterator

  init(_ path: String) async throws {
    let (stream, heard) = AsyncStream.makeStream(of: JSON.self)
    lines = stream.makeAsyncIterator()
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(LineListener(heard)) }
      }
      .connect(unixDomainSocketPath: path).get()
  }

  func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Sends requests in one piece, numbered from 1.
  func ask(_ calls: (String, JSON)...) async throws {
    try await send(
      calls.enumerated().flatMap {
        Message.request(id: .number($0.offset + 1), method: $0.element.0, params: $0.element.1).line
      }
    )
  }

  /// The next line; nil when the other side closed.
  mutating func next() async -> JSON? { await lines.next(isolation: #isolation) }

  /// The next line that has this id.
  mutating func answer(_ id: JSON) async -> JSON? {
    while let line = await next() {
      if line["id"] == id, line["method"] == nil { return line }
    }
    return nil
  }

  /// Goes away without a word.
  func vanish() async throws { try await channel.close() }
}

extension JSON {
  /// `data.code` of an error answer.
  var errorCode: String? { self["error"]?["data"]?["code"]?.stringValue }
}

private final class LineListener: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let heard: AsyncStream<JSON>.Continuation
  private var framer = LineFramer()

  init(_ heard: AsyncStream<JSON>.Continuation) { self.heard = heard }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    framer.take(&bytes) { event in
      if case .line(let line) = event, let json = try? JSON(parsing: line) { heard.yield(json) }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { heard.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
