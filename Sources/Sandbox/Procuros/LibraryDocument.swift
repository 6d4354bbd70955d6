import Core

/// A document that a partner might send, from the files in `Library/`, with placeholders for what differs.
struct LibraryDocument: Sendable {
  let name: String
  /// One sentence on what it shows.
  let about: String
  /// What stands in the placeholders unless something else is said: `{"order": "P00042"}`.
  let values: JSONObject
  private let document: JSON

  /// - Throws: what is wrong with the file.
  init(name: String, _ bytes: [UInt8]) throws(Failure) {
    guard let json = try? JSON(parsing: bytes), let about = json["about"]?.stringValue,
      let values = json["values"]?.objectValue, let document = json["document"]
    else { throw Failure(.internal, "sandbox.library", "The library's document \(name) is not readable.") }
    self.name = name
    self.about = about
    self.values = values
    self.document = document
  }

  /// The document with `values` in place of the usual ones.
  /// - Throws: `.data`, code `sandbox.library`, for a value that the document has no place for.
  func filled(_ values: JSONObject) throws(Failure) -> JSON {
    var all = self.values
    for (key, value) in values.members {
      guard all[key] != nil else {
        throw Failure(
          .data,
          "sandbox.library",
          "The document \(name) has no place for \(key); it takes \(all.keys.joined(separator: ", "))."
        )
      }
      all[key] = value
    }
    return document.filled(all)
  }
}

extension LibraryDocument {
  /// All documents by name.
  static func all() throws(Failure) -> [LibraryDocument] {
    var documents: [LibraryDocument] = []
    for (name, bytes) in files { documents.append(try LibraryDocument(name: name, bytes)) }
    return documents
  }

  private static let files: [(String, [UInt8])] = [
    ("credit-note", PackageResources.credit_note_json),
    ("credit-note-value", PackageResources.credit_note_value_json),
    ("invoice", PackageResources.invoice_json),
    ("invoice-discount-deposit", PackageResources.invoice_discount_deposit_json),
    ("order", PackageResources.order_json),
    ("order-minimal", PackageResources.order_minimal_json),
    ("order-response-accept", PackageResources.order_response_accept_json),
    ("order-response-change", PackageResources.order_response_change_json),
    ("order-response-no-type", PackageResources.order_response_no_type_json),
    ("order-response-reject", PackageResources.order_response_reject_json),
    ("shipping-notice", PackageResources.shipping_notice_json),
    ("shipping-notice-over", PackageResources.shipping_notice_over_json),
    ("shipping-notice-short", PackageResources.shipping_notice_short_json),
  ]
}

extension JSON {
  /// A copy in which every text that is a placeholder, like `{order}`, is replaced by its value.
  fileprivate func filled(_ values: JSONObject) -> JSON {
    switch self {
    case .string(let text) where text.hasPrefix("{") && text.hasSuffix("}"):
      values[String(text.dropFirst().dropLast())] ?? self
    case .array(let items):
      .array(items.map { $0.filled(values) })
    case .object(let object):
      .object(JSONObject(object.members.map { (key: $0.key, value: $0.value.filled(values)) }))
    default:
      self
    }
  }
}
