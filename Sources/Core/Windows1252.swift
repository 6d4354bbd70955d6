import Foundation

/// Text in the characters of Windows-1252, which is all that some partners take although they speak UTF-8.
///
/// Source: WHATWG Encoding Standard, *index windows-1252*. What the character set lacks is written with what it has:
/// look-alikes (an arrow becomes `->`), other scripts in Latin letters (`Ромашка` becomes `Romaška`), letters without
/// the accents that it does not know; what is left becomes `?`.
package enum Windows1252 {
  /// The text in these characters, composed (NFC); equal to the text when nothing had to be written otherwise.
  package static func text(_ text: String) -> String {
    let composed = text.precomposedStringWithCanonicalMapping
    return composed.unicodeScalars.allSatisfy(contains) ? composed : written(composed)
  }

  /// Whether a character is one of them; line breaks and tabs are.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0xFF: true
    default: upper.contains(scalar)
    }
  }

  /// 0x80 to 0x9F.
  private static let upper = Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars)

  /// What stands for a character that Unicode does not take apart into these.
  private static let lookAlikes: [Unicode.Scalar: String] = [
    "‐": "-", "‑": "-", "‒": "–", "―": "—", "−": "-", "⁃": "-", "′": "'", "″": "\"", "ʼ": "’", "ʹ": "'", "ʺ": "\"",
    "‛": "‘", "‟": "“", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "≤": "<=", "≥": ">=", "≠": "!=",
    "≈": "~", "∙": "·", "●": "•", "◦": "•", "✓": "v", "✔": "v", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H",
    "ħ": "h", "ı": "i", "Ŋ": "N", "ŋ": "n", "Ŧ": "T", "ŧ": "t", "ẞ": "SS", "ə": "e", "Ə": "E", "\u{2028}": "\n",
    "\u{2029}": "\n", "\u{2009}": " ", "\u{200A}": " ", "\u{202F}": " ", "\u{2007}": " ",
  ]

  private static func written(_ text: String) -> String {
    var result = ""
    var foreign = ""
    for scalar in text.unicodeScalars {
      if isForeign(scalar) || (!foreign.isEmpty && scalar.properties.canonicalCombiningClass != .notReordered) {
        foreign.unicodeScalars.append(scalar)
        continue
      }
      result += latin(foreign)
      foreign = ""
      result += written(scalar)
    }
    return result + latin(foreign)
  }

  /// Letters that neither look like Latin ones nor come apart into them.
  private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && !contains(scalar) && lookAlikes[scalar] == nil && plain(scalar).isEmpty
  }

  private static func latin(_ run: String) -> String {
    guard !run.isEmpty else { return "" }
    let transformed = run.applyingTransform(.toLatin, reverse: false) ?? run
    return transformed.precomposedStringWithCanonicalMapping.unicodeScalars.map(written).joined()
  }

  private static func written(_ scalar: Unicode.Scalar) -> String {
    if contains(scalar) { return String(scalar) }
    if let alike = lookAlikes[scalar] { return alike }
    let properties = scalar.properties
    // Accents that stand alone, joiners and the like have no place of their own.
    if properties.isDefaultIgnorableCodePoint || properties.canonicalCombiningClass != .notReordered { return "" }
    let plain = plain(scalar)
    if !plain.isEmpty { return plain }
    return properties.isWhitespace ? " " : properties.generalCategory == .modifierLetter ? "'" : "?"
  }

  /// What a character comes apart into without its accents: `Ŕ` is R, `ﬁ` is fi; empty where that does not help.
  private static func plain(_ scalar: Unicode.Scalar) -> String {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
      .filter { $0.properties.canonicalCombiningClass == .notReordered }
      .map { lookAlikes[$0] ?? String($0) }.joined()
    return parts.unicodeScalars.allSatisfy(contains) ? parts : ""
  }
}
