import Foundation

/// The listening socket that systemd opened for us (`sd_listen_fds(3)`): it stays open while the service restarts, so that
/// whoever connects meanwhile waits instead of being refused.
enum SystemdSocket {
  /// The first descriptor systemd passes.
  private static let first: Int32 = 3

  /// Nil when there is none, or when it was meant for another process.
  static func inherited() -> Int32? {
    let environment = ProcessInfo.processInfo.environment
    guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == getpid(),
      environment["LISTEN_FDS"].flatMap({ Int($0) }) ?? 0 > 0
    else { return nil }
    _ = fcntl(first, F_SETFD, FD_CLOEXEC)
    return first
  }
}
