import Glibc
import NIOCore

/// Who is at the other end of a Unix socket, as the kernel says it.
package struct PeerCredentials: Sendable, Equatable {
  package let uid: UInt32
  package let pid: Int32

  /// The kernel's `struct ucred`; Glibc's module shows it only to GNU sources.
  private struct Layout {
    var pid: Int32
    var uid: UInt32
    var gid: UInt32
  }

  /// Nil when the channel is no Unix socket.
  static func of(_ channel: any Channel) -> EventLoopFuture<PeerCredentials?> {
    guard let provider = channel as? any SocketOptionProvider else { return channel.eventLoop.makeSucceededFuture(nil) }
    let raw: EventLoopFuture<Layout> = provider.unsafeGetSocketOption(
      level: .socket,
      name: .init(rawValue: SO_PEERCRED)
    )
    return raw.map { PeerCredentials(uid: $0.uid, pid: $0.pid) }
  }
}
