import Core
import JSONRPC
import NIOCore
import Testing

@Suite("lines")
struct FramingTests {
  @Test("whatever the pieces in which bytes come, the lines are the same")
  func everySplit() {
    let bytes = Array("{\"a\":1}\r\n\n  \r\n{\"b\":\"ä\"}\n{\"c\"".utf8)
    let lines = ["{\"a\":1}\r", "{\"b\":\"ä\"}"].map { LineFramer.Event.line(Array($0.utf8)) }
    for split in 0...bytes.count {
      var framer = LineFramer()
      #expect(events(&framer, Array(bytes[..<split])) + events(&framer, Array(bytes[split...])) == lines)
    }
    var framer = LineFramer()
    #expect(bytes.flatMap { events(&framer, [$0]) } == lines)
  }

  @Test("a line of exactly 16 MiB is taken, one byte more is not", arguments: [0, 1])
  func limit(_ more: Int) {
    var framer = LineFramer()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: LineFramer.limit + more)
    let found = events(&framer, line + [10] + Array("{}\n".utf8))
    #expect(found.map(\.kind) == [more == 0 ? "line" : "too long", "line"])
  }

  @Test("a line of 50 MB is reported once and thrown away as it comes, and the next one is taken")
  func long() {
    var framer = LineFramer()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
    var found: [LineFramer.Event] = []
    for _ in 1...50 { found += events(&framer, piece) }
    #expect(found == [.tooLong])
    #expect(events(&framer, [10] + Array("{}\n".utf8)) == [.line(Array("{}".utf8))])
  }

  @Test("a line over 64 MiB is hopeless")
  func hopeless() {
    var framer = LineFramer()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 8 * 1024 * 1024)
    let found = (1...9).flatMap { _ in events(&framer, piece) }
    #expect(found == [.tooLong, .hopeless])
  }

  private func events(_ framer: inout LineFramer, _ bytes: [UInt8]) -> [LineFramer.Event] {
    var buffer = ByteBuffer(bytes: bytes)
    var events: [LineFramer.Event] = []
    framer.take(&buffer) { events.append($0) }
    return events
  }
}

extension LineFramer.Event {
  fileprivate var kind: String {
    switch self {
    case .line: "line"
    case .tooLong: "too long"
    case .hopeless: "hopeless"
    }
  }
}
