import Core
import Engine
import Storage

/// `service/backup`: copies the ledger into a new file while work goes on; the vault key is not in it.
enum ServiceBackup {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let path = try call.text("path")
    guard path.hasPrefix("/") else { throw .parameter("path", "an absolute path") }
    let now = call.host.environment.time.now()
    try await call.host.environment.store.backup(to: path, at: now)
    return .record([("path", .string(path)), ("at", .string(now.text))])
  }
}
