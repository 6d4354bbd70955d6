/// Sums over digits that the Finnish numbers share.
enum Digits {
  /// The digits of a text as numbers; nil when there is anything else in it, or nothing.
  static func values(_ text: some StringProtocol) -> [Int]? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return bytes.map { Int($0) - 48 }
  }

  /// The remainder by 97 of a text in which A stands for 10 and Z for 35 (ISO 7064); nil for other characters.
  static func mod97(_ text: some StringProtocol) -> Int? {
    var remainder = 0
    for byte in text.utf8 {
      switch byte {
      case 48...57: remainder = (remainder * 10 + Int(byte) - 48) % 97
      case 65...90: remainder = (remainder * 100 + Int(byte) - 55) % 97
      default: return nil
      }
    }
    return remainder
  }

  /// The text without white space of any kind.
  static func compact(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }
}
