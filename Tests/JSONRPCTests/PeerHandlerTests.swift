import JSONRPC
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@Suite("peer handler")
struct PeerHandlerTests {
  @Test("a socket that ends while an answer is written loses no line, and its end is told last")
  func endsWhileAnswering() throws {
    let heard = Mutex<[String]>([])
    let channel = EmbeddedChannel()
    let isFirst = Atomic(true)
    let peer = Peer(
      name: "test",
      write: { _ in
        // What NIO does when the answer cannot be written: it closes, after reading what is still there.
        guard isFirst.exchange(false, ordering: .relaxed) else { return }
        channel.pipeline.fireChannelRead(ByteBuffer(string: Self.call("c")))
        channel.pipeline.fireChannelInactive()
      },
      close: {},
      onIncoming: { _, incoming in
        heard.withLock { heard in
          switch incoming {
          case .request(_, let method, _): heard.append(method)
          case .notification: break
          case .closed: heard.append("closed")
          }
        }
      }
    )
    try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
    channel.pipeline.fireChannelRead(ByteBuffer(string: Self.call("a") + "no message\n" + Self.call("b")))
    let order = heard.withLock { $0 }
    #expect(order == ["a", "b", "c", "closed"])
  }

  @Test("a peer that does not read what it asked for is closed in the end")
  func unread() throws {
    let channel = EmbeddedChannel()
    let peer = Peer(name: "test", write: { _ in }, close: {}, onIncoming: { _, _ in })
    try channel.pipeline.syncOperations.addHandler(PeerHandler(peer))
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
    let mark = try channel.syncOptions?.getOption(.writeBufferWaterMark)
    channel.isWritable = false
    channel.pipeline.fireChannelWritabilityChanged()
    #expect(mark?.high == 64 * 1024 * 1024)
    #expect(!channel.isActive)
    #expect(peer.isClosed)
  }

  private static func call(_ method: String) -> String { #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"# + "\n" }
}
