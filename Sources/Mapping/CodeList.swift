/// The values a partner allows in one place, each with its meaning, and where that is written.
package struct CodeList: Sendable {
  /// What one value is called, in the singular: `Procuros unit type`.
  package let name: String
  /// Document and section, with the date it was read.
  package let source: String
  /// Code and meaning, in the partner's order.
  package let codes: [(code: String, meaning: String)]
  private let known: Set<String>

  package init(_ name: String, source: String, codes: KeyValuePairs<String, String>) {
    self.name = name
    self.source = source
    self.codes = codes.map { ($0.key, $0.value) }
    known = Set(codes.map(\.key))
  }

  package func contains(_ code: String) -> Bool { known.contains(code) }
}
