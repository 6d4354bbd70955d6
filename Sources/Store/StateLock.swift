import Core
import Foundation
import Synchronization

/// The right to write in one state directory; the kernel takes it back when the process dies.
final class StateLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// - Throws: `.configuration` `store.locked` naming the process that has it.
  init(directory: String) throws(Failure) {
    let path = directory + "/lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure(storeErrno: errno, path: path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(file)
      close(file)
      throw Self.locked(by: holder, directory: directory)
    }
    Self.sign(file)
    descriptor = Mutex(file)
  }

  deinit { release() }

  func release() {
    let file = descriptor.withLock { held in
      defer { held = nil }
      return held
    }
    if let file { close(file) }
  }

  /// The lock is what counts; a pid that cannot be written (disk full) only makes the other's message poorer.
  private static func sign(_ file: Int32) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(file, 0) == 0 else { return }
    _ = pwrite(file, text, text.count, 0)
  }

  private static func holder(_ file: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    let digits = buffer.prefix(count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }

  private static func locked(by holder: String?, directory: String) -> Failure {
    let who = holder.map { "the process \($0)" } ?? "another process"
    return Failure(
      .configuration,
      "store.locked",
      "The state directory \(directory) is in use by \(who).",
      hint: "Stop that service first, or give this one a state directory of its own."
    )
  }
}
