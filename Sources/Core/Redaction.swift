/// Takes secrets out of what is about to be kept or shown.
package enum Redaction {
  package static let mark = "•••"

  /// The text with every occurrence of a secret replaced; secrets shorter than four characters are left, they would hit
  /// ordinary words and cannot be guarded this way.
  package static func redact(_ text: String, _ secrets: [String]) -> String {
    secrets.filter { $0.count >= 4 }.reduce(text) { $0.replacing($1, with: mark) }
  }
}
