/// Check digits of account numbers and business IDs.
enum FinnishNumbers {
  /// Two letters, digits and capitals, the rest by 97 being 1; 18 characters in Finland.
  static func isIBAN(_ text: String) -> Bool {
    let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    guard isPlain, (15...34).contains(text.utf8.count), text.prefix(2).allSatisfy(\.isLetter) else { return false }
    guard !text.hasPrefix("FI") || (text.utf8.count == 18 && String(text.dropFirst(2)).isDigits) else { return false }
    return ReferenceNumber.remainder(String(text.dropFirst(4) + text.prefix(4)), 97) == 1
  }

  /// Seven digits, a hyphen, a check digit: 1234567-1.
  static func isBusinessID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts[0].utf8.count == 7, parts[1].utf8.count == 1, parts.allSatisfy(\.isDigits),
      let check = check(parts[0])
    else { return false }
    return String(check) == parts[1]
  }

  /// Nil for digits that no business has.
  static func check(_ digits: String) -> Int? {
    let sum = zip(digits.compactMap(\.wholeNumberValue), [7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 }
    return sum % 11 == 1 ? nil : sum % 11 == 0 ? 0 : 11 - sum % 11
  }
}
