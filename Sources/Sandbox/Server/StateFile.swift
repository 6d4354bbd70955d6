import Core
import Foundation

/// The file behind `--state`: one event a line, appended before the request is answered.
struct StateFile: Sendable {
  let path: String

  /// The events in the file; a last line that was not finished is cut off, because its request was not answered.
  func load() throws(Failure) -> [JSON] {
    guard let data = FileManager.default.contents(atPath: path) else {
      return try create()
    }
    let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data[...$0] } ?? Data()
    if whole.count < data.count { try write { handle in try handle.truncate(atOffset: UInt64(whole.count)) } }
    var events: [JSON] = []
    for line in whole.split(separator: UInt8(ascii: "\n")) {
      guard let event = try? JSON(parsing: line), event.objectValue != nil else {
        throw unclear(line: events.count + 1)
      }
      events.append(event)
    }
    return events
  }

  func append(_ event: JSON) throws(Failure) {
    let line = Data(event.bytes + [UInt8(ascii: "\n")])
    try write { handle in
      try handle.seekToEnd()
      try handle.write(contentsOf: line)
    }
  }

  /// A line that says nothing to whoever wrote it.
  func unclear(line: Int) -> Failure { failure("line \(line) is not an event") }

  private func create() throws(Failure) -> [JSON] {
    let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: mode) else {
      throw failure("it cannot be created")
    }
    return []
  }

  private func write(_ change: (FileHandle) throws -> Void) throws(Failure) {
    do {
      guard let handle = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
      try change(handle)
      try handle.close()
    } catch {
      throw failure(String(describing: error))
    }
  }

  private func failure(_ detail: String) -> Failure {
    Failure(.configuration, "sandbox.state", "The state file \(path) cannot be used.", detail: detail)
  }
}
