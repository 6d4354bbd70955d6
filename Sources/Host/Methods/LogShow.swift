import Core
import Engine
import Storage

/// `log/show`: one line with the exact bytes that went both ways, secrets taken out.
enum LogShow {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let id = Int64(try call.int("log"))
    let scope = try await call.scope()
    guard let line = try await call.host.environment.store.logLine(id), scope == nil || line.database == scope else {
      throw Failure(.data, "log.unknown", "There is no log line \(id); it may be older than the log is kept.")
    }
    return line.json.with("request", line.request?.json ?? .null).with("response", line.response?.json ?? .null)
  }
}
