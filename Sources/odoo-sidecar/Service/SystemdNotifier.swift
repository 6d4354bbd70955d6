import Foundation

/// Tells systemd how the service stands (`sd_notify(3)`: a datagram to the socket named in `NOTIFY_SOCKET`).
enum SystemdNotifier {
  /// Says nothing when systemd did not start us; never fails, the service does not depend on it.
  static func tell(_ state: String) {
    guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"], !path.isEmpty else { return }
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return }
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    // An abstract socket begins with @, which stands for a zero byte.
    let bytes = Array(path.utf8).enumerated().map { $0.offset == 0 && $0.element == 64 ? 0 : $0.element }
    guard bytes.count < capacity else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        sendto(socket, state, state.utf8.count, Int32(MSG_NOSIGNAL), target, length)
      }
    }
  }
}
