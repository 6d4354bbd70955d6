/// Makes GLNs and GTINs with a right check digit, for invented companies and products.
enum GS1Number {
  /// Thirteen digits from the twelve in front: prefix and number, filled up with zeros between them.
  static func thirteen(prefix: String, number: Int) -> String {
    let digits = String(number)
    let filling = String(repeating: "0", count: max(0, 12 - prefix.count - digits.count))
    let body = String((prefix + filling + digits).prefix(12))
    return body + String(checkDigit(body))
  }

  /// From right to left times 3, 1, 3, 1 …, filled up to the next ten (GS1 General Specifications, 7.9).
  static func checkDigit(_ body: String) -> Int {
    let digits = body.compactMap(\.wholeNumberValue).reversed().enumerated()
    let sum = digits.reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 3 : 1) }
    return (10 - sum % 10) % 10
  }
}
