import Core

/// The characters that Procountor takes: those of Windows-1252, although texts travel as UTF-8.
enum Windows1252 {
  /// What the code page has between 0x80 and 0x9F.
  private static let extra: Set<Unicode.Scalar> = [
    "€", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "Ž", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š",
    "›", "œ", "ž", "Ÿ",
  ]

  static func holds(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0xFF: true
    default: extra.contains(scalar)
    }
  }

  /// Notes every text in which a character stands that Procountor has not.
  static func check(_ value: JSON, _ place: Place, _ complaints: inout Complaints) {
    switch value {
    case .string(let text):
      guard let strange = text.unicodeScalars.first(where: { !holds($0) }) else { return }
      let code = String(strange.value, radix: 16, uppercase: true)
      complaints.add(place, "The \(place) has a character that is not in Windows-1252: U+\(code).")
    case .array(let items):
      for (index, item) in items.enumerated() { check(item, place[index], &complaints) }
    case .object(let object):
      for member in object.members { check(member.value, place[member.key], &complaints) }
    default:
      break
    }
  }
}
