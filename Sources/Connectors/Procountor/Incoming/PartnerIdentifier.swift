/// Business ids and VAT numbers in the forms in which people and systems write them.
///
/// `1234567-1`, `12345671` and `FI12345671` are one Finnish company. Source: reference section 7.
enum PartnerIdentifier {
  /// The form in which two spellings of one number are equal; nil for what names nothing.
  ///
  /// A Finnish number is its eight digits, so that no foreign VAT number can equal it by its digits alone.
  static func comparable(_ text: String) -> String? {
    let plain = text.uppercased().unicodeScalars.filter { isDigit($0) || ("A"..."Z").contains($0) }
    let number = String(String.UnicodeScalarView(plain))
    guard number.contains(where: \.isNumber) else { return nil }
    return finnish(text) ?? number
  }

  /// Every form in which Odoo may hold it, the text itself first.
  static func spellings(_ text: String) -> [String] {
    var forms = [text]
    if let digits = finnish(text) {
      forms += ["\(digits.dropLast())-\(digits.suffix(1))", digits, "FI\(digits)", "FI \(digits)"]
    } else if let number = comparable(text) {
      forms.append(number)
    }
    var seen: Set<String> = []
    return forms.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The eight digits of a Finnish business id or VAT number; nil for anything else. Old numbers had one digit less.
  static func finnish(_ text: String) -> String? {
    var rest = Substring(text.uppercased().filter { !$0.isWhitespace })
    if rest.hasPrefix("FI") { rest = rest.dropFirst(2) }
    let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard digits.unicodeScalars.allSatisfy(isDigit) else { return nil }
    switch (parts.count, digits.count) {
    case (1, 8): return digits
    case (2, 8) where parts[1].count == 1: return digits
    case (2, 7) where parts[1].count == 1: return "0" + digits
    default: return nil
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
