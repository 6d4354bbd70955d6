import Core
import HTTP

/// What Procurify says about a request that it refused, in any of the shapes it may have for that.
///
/// Source: reference section 5: `{"detail": "…"}`, `{"message": "…"}`, `{"errors": {"field": ["…"]}}`, `{"field": ["…"]}`,
/// `{"error": "invalid_client", "error_description": "…"}`; none is published.
struct ProcurifyWords {
  /// Field and words, the field nil where the words are about the whole.
  let complaints: [(field: String?, words: String)]

  init(_ response: HTTPResponse) {
    guard let body = try? JSON(parsing: response.body) else {
      complaints = []
      return
    }
    let whole = [body["detail"], body["message"], body["error_description"] ?? body["error"]]
      .compactMap { $0?.stringValue }.filter { !$0.isEmpty }
    guard whole.isEmpty else {
      complaints = [(nil, whole[0])]
      return
    }
    complaints = Self.fields(body["errors"] ?? body)
  }

  /// What follows a sentence: `: date_0: Enter a valid date.`
  var sentence: String {
    guard !complaints.isEmpty else { return "." }
    let words = complaints.prefix(10).map { [$0.field, $0.words].compactMap(\.self).joined(separator: ": ") }
    let text = String(words.joined(separator: "; ").prefix(500))
    return ": " + text + (text.hasSuffix(".") ? "" : ".")
  }

  private static func fields(_ body: JSON) -> [(field: String?, words: String)] {
    if let text = body.stringValue { return text.isEmpty ? [] : [(nil, text)] }
    if let items = body.arrayValue { return items.flatMap(fields) }
    return (body.objectValue?.members ?? []).flatMap { name, value in
      fields(value).map { field, words in
        let isWhole = ["detail", "non_field_errors"].contains(name)
        return (isWhole ? field : [name, field].compactMap(\.self).joined(separator: "."), words)
      }
    }
  }
}
