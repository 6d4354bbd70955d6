import NIOCore

/// The connection was ended on purpose; there is no answer to send.
struct HungUp: Error {}

extension Channel {
  /// Sends `bytes` as they are, past Hummingbird's HTTP encoder, then closes the connection.
  ///
  /// - Returns: when the connection is closed; what is written afterwards goes nowhere.
  func hangUp(saying bytes: [UInt8]) async throws {
    try await eventLoop.submit {
      try self.pipeline.syncOperations.addHandler(LastWords(bytes), position: .first)
    }.get()
    try await closeFuture.get()
  }

  /// Waits, saying nothing, until the client closes or the simulator ends.
  func fallSilent() async throws {
    try await withTaskCancellationHandler {
      try await closeFuture.get()
    } onCancel: {
      close(promise: nil)
    }
  }
}

/// Sits in front of the HTTP encoder, where bytes still are bytes, and speaks once.
private final class LastWords: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func handlerAdded(context: ChannelHandlerContext) {
    guard !bytes.isEmpty else { return context.close(promise: nil) }
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}
