import Core
import Foundation

/// Where random payloads go for the contract tests: `SIDECAR_PAYLOADS` names the folder.
enum PayloadFolder {
  /// Writes the whole body of a request; does nothing unless a folder is named.
  static func write(_ payload: JSON, _ type: String, _ name: String) throws {
    guard let path = ProcessInfo.processInfo.environment["SIDECAR_PAYLOADS"], !path.isEmpty else { return }
    let folder = URL(filePath: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let body = JSON.record([("type", .string(type)), ("content", payload)])
    try Data(body.bytes).write(to: folder.appending(path: name + ".json"))
  }
}
