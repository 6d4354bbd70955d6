import Core
import Foundation
import Synchronization

/// A child process of this same program, started and ended from any task.
final class LockedProcess: Sendable {
  /// Process ids only: `Foundation.Process` is not `Sendable`, so it stays inside `start`.
  private let pid = Mutex<pid_t?>(nil)

  func start(arguments: [String], log: String) throws(Failure) {
    let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure(.configuration, "demo.log", "The file \(log) cannot be written.") }
    defer { close(file) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, file, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, file, STDERR_FILENO)
    let words = (["odoo-sidecar"] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let error = posix_spawn(&child, "/proc/self/exe", &actions, nil, words + [nil], environ)
    guard error == 0 else {
      throw Failure(.internal, "demo.spawn", "The service could not be started: \(String(cString: strerror(error))).")
    }
    pid.withLock { $0 = child }
  }

  /// Sends the signal and waits for the end.
  func end(_ signal: Int32) {
    let child = pid.withLock { pid -> pid_t? in
      defer { pid = nil }
      return pid
    }
    guard let child else { return }
    kill(child, signal)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }
}
