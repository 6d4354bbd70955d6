import Core

/// A `multipart/form-data` body of a JSON part `meta` and a file (RFC 7578).
struct Multipart {
  let bytes: [UInt8]
  let type: String

  /// - Parameters:
  ///   - meta: what the file is.
  ///   - file: its bytes.
  ///   - name: of the file, ASCII.
  ///   - kind: its media type.
  init(meta: JSON, file: [UInt8], name: String, kind: String) {
    let boundary = Self.boundary(file)
    let head = """
      --\(boundary)\r
      Content-Disposition: form-data; name="meta"\r
      Content-Type: application/json\r
      \r
      \(meta.text)\r
      --\(boundary)\r
      Content-Disposition: form-data; name="file"; filename="\(name)"\r
      Content-Type: \(kind)\r
      \r

      """
    bytes = Array(head.utf8) + file + Array("\r\n--\(boundary)--\r\n".utf8)
    type = "multipart/form-data; boundary=\(boundary)"
  }

  /// The same for the same file, and nowhere in it.
  private static func boundary(_ file: [UInt8]) -> String {
    let text = String(decoding: file, as: UTF8.self)
    return (0...).lazy.map { "odoo-sidecar-part-\($0)" }.first { !text.contains($0) } ?? "odoo-sidecar-part"
  }
}
