import Core
import JSONRPC
import Synchronization
package import TestKit

/// Any line is a message or is answered as malformed; a message survives being written and read.
package struct MessageTarget: FuzzTarget {
  package static let name = "message"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    var line = random.once(in: 8) ? JSONBytes.make(&random) : Self.message(&random).bytes
    if random.once(in: 3) { line = random.mutated(line) }
    line.removeAll { $0 == 0x0A }
    try Self.check(line)
  }

  package static func check(_ line: [UInt8]) throws {
    let written = Mutex<[[UInt8]]>([])
    let heard = Mutex(0)
    let peer = Peer(
      name: "fuzz",
      write: { bytes in written.withLock { $0.append(bytes) } },
      close: {},
      onIncoming: { _, _ in heard.withLock { $0 += 1 } }
    )
    peer.received(.line(line))
    let answers = written.withLock { $0 }
    let message: Message
    do throws(MalformedMessage) {
      message = try Message(line: line)
    } catch {
      guard heard.withLock({ $0 }) == 0 else { throw Finding("a malformed line was handed on", line) }
      // A broken answer to a call of ours ends that call and is not answered itself.
      guard answers.count == (error.isAnswer && error.id != nil ? 0 : 1) else {
        throw Finding("\(answers.count) answers", line)
      }
      if let answer = answers.first { try isAnswer(answer, error, line) }
      return
    }
    guard answers.isEmpty else { throw Finding("a message was answered as malformed", line) }
    let again = message.line.dropLast()
    guard !again.contains(0x0A) else { throw Finding("a message has a line break", line) }
    guard (try? Message(line: Array(again))) == message else { throw Finding("it comes back as another message", line) }
  }

  private static func isAnswer(_ answer: [UInt8], _ malformed: MalformedMessage, _ line: [UInt8]) throws {
    let code = malformed.error.dataCode ?? ""
    guard code.hasPrefix("protocol."), [-32700, -32600].contains(malformed.error.code) else {
      throw Finding("not an error of the wire: \(malformed.error.message)", line)
    }
    guard answer.last == 0x0A, let message = try? Message(line: Array(answer.dropLast())),
      message == .error(id: malformed.id, malformed.error)
    else { throw Finding("the answer is not that error", line) }
  }

  /// An object that is nearly a message.
  static func message(_ random: inout SeededRandom) -> JSON {
    var members: [(String, JSON?)] = [("jsonrpc", random.once(in: 10) ? random.json(depth: 1) : "2.0")]
    let id: JSON = random.oneOf(.int(random.int()), .string(random.text()), random.json(depth: 1))
    if !random.once(in: 4) { members.append(("id", id)) }
    if random.once(in: 2) { members.append(("method", random.once(in: 6) ? random.json() : .string(random.text()))) }
    if random.once(in: 2) { members.append(("params", random.once(in: 3) ? random.json() : ["a": random.json()])) }
    if random.once(in: 3) { members.append(("result", random.json())) }
    if random.once(in: 3) {
      let error: JSON = ["code": .int(random.int()), "message": .string(random.text()), "data": random.json()]
      members.append(("error", random.once(in: 2) ? error : random.json()))
    }
    members.shuffle(using: &random)
    return .object(JSONObject(members.compactMap { key, value in value.map { (key, $0) } }))
  }
}
