import Foundation

/// Finnish and international reference numbers of payments, with their check digits.
enum ReferenceNumber {
  /// Digits with a check digit of the weights 7, 3, 1 behind them: 2601 → 26013.
  static func finnish(_ base: String) -> String {
    var weights = [7, 3, 1].makeIterator()
    var sum = 0
    for digit in base.reversed().compactMap(\.wholeNumberValue) {
      if let weight = weights.next() {
        sum += digit * weight
      } else {
        weights = [7, 3, 1].makeIterator()
        sum += digit * (weights.next() ?? 0)
      }
    }
    return base + String((10 - sum % 10) % 10)
  }

  /// 4 to 20 digits, the last one right.
  static func isFinnish(_ code: String) -> Bool {
    guard (4...20).contains(code.utf8.count), code.isDigits else { return false }
    return finnish(String(code.dropLast())) == code
  }

  /// `RF`, two check digits, a Finnish number: 1232 → RF111232.
  static func isInternational(_ code: String) -> Bool {
    guard code.hasPrefix("RF"), isFinnish(String(code.dropFirst(4))) else { return false }
    return international(String(code.dropFirst(4))) == code
  }

  static func international(_ code: String) -> String {
    let rest = remainder(code + "RF00", 97)
    return "RF" + (98 - rest < 10 ? "0" : "") + String(98 - rest) + code
  }

  /// The rest of dividing by a number, letters as two digits from A = 10 on.
  static func remainder(_ text: String, _ divisor: Int) -> Int {
    text.unicodeScalars.reduce(0) { rest, scalar in
      let value = Int(scalar.value)
      return value >= 65 ? (rest * 100 + value - 55) % divisor : (rest * 10 + value - 48) % divisor
    }
  }
}

extension String {
  var isDigits: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}
