import Glibc
package import NIOCore

/// Cuts a stream of bytes into lines and keeps its memory bounded.
///
/// A line over `limit` is reported once, as soon as it is known to be too long, and skipped up to its newline; one over
/// `hardLimit` ends the stream.
package struct LineFramer: Sendable {
  /// Bytes a line may have, its newline not counted.
  package static let limit = 16 * 1024 * 1024
  /// Bytes of one line after which the sender is given up.
  package static let hardLimit = 64 * 1024 * 1024

  package enum Event: Equatable {
    case line([UInt8])
    case tooLong
    case hopeless
  }

  private var buffer = ByteBuffer()
  private var scanned = 0
  /// Bytes of the line being skipped; nil while nothing is skipped.
  private var skipped: Int?

  package init() {}

  /// Takes the next bytes and hands each finished line to `report`.
  package mutating func take(_ bytes: inout ByteBuffer, _ report: (Event) -> Void) {
    if buffer.readableBytes == 0 { swap(&buffer, &bytes) } else { buffer.writeBuffer(&bytes) }
    while let length = nextLine() {
      finish(length, report)
    }
    boundMemory(report)
  }

  /// Length of the next line, nil when its newline has not come yet.
  private mutating func nextLine() -> Int? {
    let found = buffer.withUnsafeReadableBytes { bytes -> Int? in
      // `memchr`, because a line may have megabytes and this looks at each of them.
      guard let start = bytes.baseAddress, scanned < bytes.count,
        let place = memchr(start + scanned, Int32(UInt8(ascii: "\n")), bytes.count - scanned)
      else { return nil }
      return UnsafeRawPointer(place) - start
    }
    scanned = found ?? buffer.readableBytes
    return found
  }

  private mutating func finish(_ length: Int, _ report: (Event) -> Void) {
    defer { scanned = 0 }
    if skipped != nil {
      skipped = nil
      buffer.moveReaderIndex(forwardBy: length + 1)
    } else if length > Self.limit {
      buffer.moveReaderIndex(forwardBy: length + 1)
      report(.tooLong)
    } else {
      let line = buffer.readBytes(length: length) ?? []
      buffer.moveReaderIndex(forwardBy: 1)
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { report(.line(line)) }
    }
  }

  /// Throws away what belongs to a line that is too long, and the room a long line needed.
  private mutating func boundMemory(_ report: (Event) -> Void) {
    if skipped == nil, buffer.readableBytes > Self.limit {
      skipped = 0
      report(.tooLong)
    }
    if let before = skipped {
      let total = before + buffer.readableBytes
      skipped = total
      buffer.clear()
      scanned = 0
      if total > Self.hardLimit { report(.hopeless) }
    }
    if buffer.readableBytes == 0 {
      buffer = ByteBuffer()
      scanned = 0
    } else if buffer.readerIndex > 1024 * 1024 {
      buffer.discardReadBytes()
    }
  }
}
