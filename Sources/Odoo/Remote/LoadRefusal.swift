import Core

/// What `load` says when it has created nothing.
struct LoadRefusal {
  private let sentences: [String]

  init(_ answer: JSON) {
    let messages = answer["messages"]?.arrayValue ?? []
    let errors = messages.filter { $0["type"] == "error" }
    sentences = (errors.isEmpty ? messages : errors).compactMap { $0["message"]?.stringValue }
  }

  /// Everything that is wrong, each thing once.
  var sentence: String {
    let unique = sentences.reduce(into: [String]()) { known, one in if !known.contains(one) { known.append(one) } }
    let text = unique.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? "Odoo created nothing and did not say why." : String(text.prefix(1000))
  }

  /// PostgreSQL's own words, which Odoo passes on untranslated: somebody else was at the same records.
  var concurrency: Failure? {
    let words = ["could not serialize access", "deadlock detected", "could not obtain lock"]
    guard sentences.contains(where: { sentence in words.contains { sentence.contains($0) } }) else { return nil }
    return Failure(
      .transport,
      "odoo.busy",
      "Odoo was busy with the same records.",
      hint: "Nothing was changed; it is tried again a little later."
    )
  }
}
