import Core
import Foundation
import JSONRPC
import Testing

@Suite("messages")
struct MessageTests {
  /// A line that is no message, what is said about it and the id that could be made out.
  struct Broken: Sendable, CustomTestStringConvertible {
    let line: [UInt8]
    let code: String
    let number: Int
    var id: RequestID?
    var testDescription: String { String(decoding: line.prefix(60), as: UTF8.self) }

    init(_ line: String, _ code: String, _ number: Int, id: RequestID? = nil) {
      self.init(Array(line.utf8), code, number, id: id)
    }

    init(_ line: [UInt8], _ code: String, _ number: Int, id: RequestID? = nil) {
      self.line = line
      self.code = code
      self.number = number
      self.id = id
    }
  }

  static let broken = [
    Broken(#"{"jsonrpc":"2.0","id":7,"method":"flow/run","params":{"#, "protocol.syntax", -32700, id: .number(7)),
    Broken(#"{"jsonrpc":"2.0","id": "a-7" ,"method" flow"#, "protocol.syntax", -32700, id: .text("a-7")),
    Broken("hello", "protocol.syntax", -32700),
    Broken(Array(#"{"id":8,"method":"x"#.utf8) + [0xC3, 0x28], "protocol.encoding", -32700, id: .number(8)),
    Broken([0xEF, 0xBB, 0xBF] + Array("{}".utf8), "protocol.encoding", -32700),
    Broken(#"{"jsonrpc":"2.0","id":1,"method":"\ud800","params":{}}"#, "protocol.encoding", -32700, id: .number(1)),
    Broken(#"[{"jsonrpc":"2.0","id":1,"method":"x"}]"#, "protocol.batch", -32600),
    Broken("7", "protocol.invalid_request", -32600),
    Broken(#"{"id":1,"method":"x"}"#, "protocol.invalid_request", -32600, id: .number(1)),
    Broken(#"{"jsonrpc":"1.0","id":1,"method":"x"}"#, "protocol.invalid_request", -32600, id: .number(1)),
    Broken(#"{"jsonrpc":"2.0","id":1,"method":5}"#, "protocol.invalid_request", -32600, id: .number(1)),
    Broken(#"{"jsonrpc":"2.0","id":1,"method":"x","params":[1]}"#, "protocol.invalid_request", -32600, id: .number(1)),
    Broken(#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, "protocol.invalid_request", -32600),
    Broken(#"{"jsonrpc":"2.0","id":null,"method":"x"}"#, "protocol.invalid_request", -32600),
    Broken(#"{"jsonrpc":"2.0","id":1}"#, "protocol.invalid_request", -32600, id: .number(1)),
  ]

  @Test("a broken line is told what is wrong, with the id where it can be made out", arguments: broken)
  func refuses(_ broken: Broken) throws {
    let error = #expect(throws: MalformedMessage.self) { try Message(line: broken.line) }
    #expect(error?.error.dataCode == broken.code)
    #expect(error?.error.code == broken.number)
    #expect(error?.id == broken.id)
  }

  @Test("64 arrays and objects may stand inside one another, 65 not")
  func depth() throws {
    func line(_ depth: Int) -> [UInt8] {
      // The message and its params are two of them.
      let open = String(repeating: "[", count: depth - 2)
      let close = String(repeating: "]", count: depth - 2)
      return Array(#"{"jsonrpc":"2.0","id":3,"method":"x","params":{"a":\#(open)\#(close)}}"#.utf8)
    }
    #expect(throws: Never.self) { try Message(line: line(64)) }
    let error = #expect(throws: MalformedMessage.self) { try Message(line: line(65)) }
    #expect(error?.error.dataCode == "protocol.depth")
    #expect(error?.id == .number(3))
  }

  @Test(
    "an error without words gets some, because a person will read them",
    arguments: ["", #","message":"""#, #","message":7"#]
  )
  func wordless(_ rest: String) throws {
    let line = Array(#"{"jsonrpc":"2.0","id":1,"error":{"code":-1\#(rest)}}"#.utf8)
    let message = try Message(line: line)
    let error = RPCError(code: -1, message: "The other side reported an error without words.")
    #expect(message == .error(id: .number(1), error))
  }

  @Test("every message of the recorded conversations is read and written back as it was")
  func conversations() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../protocol/conversations")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let recorded = files.filter { $0.pathExtension == "jsonl" }
    #expect(!recorded.isEmpty)
    for file in recorded {
      for text in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let wire = try #require(try JSON(parsing: String(text))["message"])
        let message = try Message(line: wire.bytes)
        #expect(try JSON(parsing: message.line) == wire, "\(file.lastPathComponent)")
        #expect(message.line.last == 10)
      }
    }
  }
}
