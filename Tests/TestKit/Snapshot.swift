import Foundation

/// A file of the repository that is written from the code and compared by a test.
package enum Snapshot {
  /// True when `SIDECAR_WRITE=1` asks to rewrite files instead of comparing them.
  package static var isWriting: Bool { ProcessInfo.processInfo.environment["SIDECAR_WRITE"] == "1" }

  /// Compares text with a file below the repository, for example `protocol/mappings/procuros-order.md`.
  ///
  /// - Returns: nil when they are the same, else what to do.
  package static func difference(_ actual: String, from path: String) throws -> String? {
    let place = repository.appending(path: path)
    if isWriting { try write(actual, to: place) }
    let expected = try? String(contentsOf: place, encoding: .utf8)
    return actual == expected ? nil : "\(path) is not what the code says; run the tests once with SIDECAR_WRITE=1."
  }

  private static var repository: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
  }

  static func write(_ text: String?, to place: URL) throws {
    guard let text else {
      try? FileManager.default.removeItem(at: place)
      return
    }
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }
}
