package import TestKit

/// Something that must hold for any input: one kind of random case.
package protocol FuzzTarget: Sendable {
  /// For example `json`.
  static var name: String { get }

  init() async throws

  /// Makes one case of these random numbers and tries it.
  ///
  /// - Throws: a `Finding` when what came of it must not be.
  func run(_ random: inout SeededRandom) async throws

  /// Puts away what the target stands on.
  func close() async
}

extension FuzzTarget {
  package func close() async {}
}

/// What must not be, with the input that shows it.
package struct Finding: Error, CustomStringConvertible {
  package let what: String
  package let input: String

  package init(_ what: String, _ input: String = "") {
    self.what = what
    self.input = input
  }

  package init(_ what: String, _ bytes: [UInt8]) {
    self.init(what, Self.readable(bytes))
  }

  package var description: String { input.isEmpty ? what : "\(what)\n  input: \(input)" }

  /// The bytes as they would stand in a Swift literal, at most four kilobytes of them.
  static func readable(_ bytes: [UInt8]) -> String {
    let text = bytes.prefix(4096).map { byte in
      (0x20..<0x7F).contains(byte) && byte != 0x5C ? String(Unicode.Scalar(byte)) : "\\x" + hexadecimal(byte)
    }
    return text.joined() + (bytes.count > 4096 ? "… (\(bytes.count) bytes)" : "")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

/// Every target, in the order they are run.
package let fuzzTargets: [any FuzzTarget.Type] = [
  JSONTarget.self, FramingTarget.self, MessageTarget.self, MappingTarget.self, ShippingNoticeTarget.self,
  IncomingTarget.self, ProcountorTarget.self,
  SessionTarget.self,
]
