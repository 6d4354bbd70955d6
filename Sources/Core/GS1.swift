/// What the keys of GS1 share: nothing but digits, the last of which checks the others.
///
/// Source: GS1, *How to calculate a check digit manually*,
/// https://www.gs1.org/services/how-calculate-check-digit-manually.
enum GS1 {
  /// The check digit for the digits in front of it: from right to left times 3, 1, 3, 1 …, filled up to the next ten.
  static func checkDigit(for digits: some BidirectionalCollection<UInt8>) -> UInt8 {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      sum += Int(digit - UInt8(ascii: "0")) * (place.isMultiple(of: 2) ? 3 : 1)
    }
    return UInt8(ascii: "0") + UInt8((10 - sum % 10) % 10)
  }

  static func hasValidCheckDigit(_ digits: String) -> Bool {
    let bytes = Array(digits.utf8)
    guard let last = bytes.last else { return false }
    return checkDigit(for: bytes.dropLast()) == last
  }

  /// The text when it is nothing but ASCII digits, as many as one of `lengths`; nil otherwise.
  static func digits(_ text: String, lengths: Set<Int>) -> String? {
    let bytes = text.utf8
    guard lengths.contains(bytes.count), bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return text
  }
}
