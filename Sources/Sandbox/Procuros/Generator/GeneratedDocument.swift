import Core

/// One made-up document.
struct GeneratedDocument: Sendable {
  let type: String
  let number: String
  /// The order of ours that it is about; nil for an ORDER.
  let order: String?
  let fault: DocumentFault?
  /// `{"type", "content"}`.
  let body: JSON
  /// The place in the list of the document that this one repeats byte by byte.
  var repeats: Int?

  /// As `POST /_sandbox/generate` lists it.
  var json: JSON {
    .record([
      ("type", .string(type)),
      ("number", .string(number)),
      ("order", JSON(order)),
      ("fault", JSON(fault?.rawValue)),
      ("repeats", repeats.map(JSON.int)),
    ])
  }
}
