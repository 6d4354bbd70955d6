import Core
import Foundation

/// One change to what the network knows.
enum NetworkEvent: Sendable, Equatable {
  case kept(ProcurosTransaction)
  case marked(String, ProcurosTransaction.Mark)
  /// Somebody sent the document again in the portal: it waits once more, under its id.
  case resent(String)
  case reported(JSON)
  case cleared
}

/// The file behind `--state`: one event a line, appended before the request is answered.
struct StateFile: Sendable {
  let path: String

  /// The events in the file; a last line that was not finished is cut off, because its request was not answered.
  func load() throws(Failure) -> [NetworkEvent] {
    guard let data = FileManager.default.contents(atPath: path) else {
      return try create()
    }
    let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data[...$0] } ?? Data()
    if whole.count < data.count { try write { handle in try handle.truncate(atOffset: UInt64(whole.count)) } }
    var events: [NetworkEvent] = []
    for line in whole.split(separator: UInt8(ascii: "\n")) {
      guard let json = try? JSON(parsing: line), let event = NetworkEvent(json) else {
        throw failure("line \(events.count + 1) is not an event")
      }
      events.append(event)
    }
    return events
  }

  func append(_ event: NetworkEvent) throws(Failure) {
    let line = Data(event.json.bytes + [UInt8(ascii: "\n")])
    try write { handle in
      try handle.seekToEnd()
      try handle.write(contentsOf: line)
    }
  }

  private func create() throws(Failure) -> [NetworkEvent] {
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
