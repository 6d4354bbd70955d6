/// A pattern of `=ilike`: `%` is anything, `_` one character, and after a `\` each of them is itself.
struct OdooPattern {
  private enum Piece {
    case anything, one
    case this(Character)
  }
  private let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var isEscaped = false
    for character in text {
      switch (isEscaped, character) {
      case (false, "\\"):
        isEscaped = true
        continue
      case (false, "%"): pieces.append(.anything)
      case (false, "_"): pieces.append(.one)
      default: pieces.append(.this(character))
      }
      isEscaped = false
    }
    self.pieces = pieces
  }

  func matches(_ text: String) -> Bool { Self.matches(text[...], pieces[...]) }

  private static func matches(_ text: Substring, _ pieces: ArraySlice<Piece>) -> Bool {
    guard let piece = pieces.first else { return text.isEmpty }
    let rest = pieces.dropFirst()
    switch piece {
    case .anything: return matches(text, rest) || (!text.isEmpty && matches(text.dropFirst(), pieces))
    case .one: return !text.isEmpty && matches(text.dropFirst(), rest)
    case .this(let character): return text.first == character && matches(text.dropFirst(), rest)
    }
  }
}
