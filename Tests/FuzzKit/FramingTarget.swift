import Core
import JSONRPC
import NIOCore
package import TestKit

/// However a stream is cut into pieces, the same lines come out of it.
package struct FramingTarget: FuzzTarget {
  package static let name = "framing"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    let lines = (0..<random.pick(0...12)).map { _ in line(&random) }
    let rest = random.once(in: 3) ? line(&random) : []
    let stream = lines.flatMap { $0 + [0x0A] } + rest
    var expected = lines.compactMap(event)
    if rest.count > LineFramer.limit { expected.append(.tooLong) }
    let found = Self.events(of: stream, &random)
    guard found == expected else {
      throw Finding("\(found.count) events instead of \(expected.count), lines of \(lines.map(\.count)) bytes", stream)
    }
  }

  /// What the framer says of a stream that comes in random pieces.
  static func events(of stream: [UInt8], _ random: inout SeededRandom) -> [LineFramer.Event] {
    var framer = LineFramer()
    var events: [LineFramer.Event] = []
    var rest = stream[...]
    let most = stream.count > 100_000 ? 4_000_000 : random.oneOf(1, 7, 100, 70_000)
    while !rest.isEmpty {
      var piece = ByteBuffer(bytes: rest.prefix(random.pick(1...most)))
      rest = rest.dropFirst(piece.readableBytes)
      framer.take(&piece) { events.append($0) }
    }
    return events
  }

  private func event(_ line: [UInt8]) -> LineFramer.Event? {
    if line.count > LineFramer.limit { return .tooLong }
    return line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } ? nil : .line(line)
  }

  private func line(_ random: inout SeededRandom) -> [UInt8] {
    switch random.pick(1...6) {
    case 1: []
    case 2: Array(random.oneOf(" ", "\r", " \t\r", "\u{0}").utf8)
    case 3: random.bytes(random.pick(1...300)).filter { $0 != 0x0A }
    case 4 where random.once(in: 400):
      [UInt8](repeating: 0x61, count: LineFramer.limit + random.pick(-1...1_000_000))
    default: JSONBytes.make(&random).filter { $0 != 0x0A }
    }
  }
}
