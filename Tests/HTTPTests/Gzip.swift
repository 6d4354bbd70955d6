/// Packed answers, written here so that no tool is needed.
enum Gzip {
  /// So many zero bytes, about 160 to one: a literal, then matches of at most 258 bytes at distance 1 (RFC 1951, fixed
  /// Huffman codes).
  static func zeros(_ count: Int) -> [UInt8] {
    var bits = Bits()
    bits.append(0b011, 3)
    bits.append(huffman: 0b0011_0000, 8)
    var left = count - 1
    while left >= 258 {
      bits.append(huffman: 0b1100_0101, 8)
      bits.append(huffman: 0, 5)
      left -= 258
    }
    for _ in 0..<left { bits.append(huffman: 0b0011_0000, 8) }
    bits.append(huffman: 0, 7)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + bits.bytes + word(crc(zeros: count)) + word(UInt32(count))
  }

  private static func word(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Of the first 64 KiB: what is larger is cut off before anybody looks at it.
  private static func crc(zeros count: Int) -> UInt32 {
    var crc = UInt32.max
    for _ in 0..<min(count, 1 << 16) {
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private struct Bits {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    /// Least significant bit first.
    mutating func append(_ value: UInt16, _ count: Int) {
      for bit in 0..<count {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << used
        used += 1
      }
    }

    /// Most significant bit first, as Huffman codes are packed.
    mutating func append(huffman code: UInt16, _ count: Int) {
      for bit in (0..<count).reversed() { append((code >> bit) & 1, 1) }
    }
  }
}
