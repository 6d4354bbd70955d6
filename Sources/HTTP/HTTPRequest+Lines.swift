import Core

extension HTTPRequest {
  /// The header lines as libcurl wants them: `Name: value`, `Name;` for an empty value, `Name:` for none at all.
  ///
  /// Two of libcurl's own are taken away. `Expect`, because a 417 answer to it makes libcurl send the request again;
  /// `Content-Type`, because libcurl would call every body a form.
  var headerLines: [String] {
    let own = (headers.fields + secretHeaders.fields)
    var lines = own.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    if headers["Expect"] == nil { lines.append("Expect:") }
    if headers["Content-Type"] == nil { lines.append("Content-Type:") }
    return lines
  }

  /// - Throws: `.configuration`, `http.bad_header`, when a header could smuggle in another one. Its value is not shown:
  ///   a token copied with its line break is the usual cause.
  func checkHeaders() throws(Failure) {
    for field in headers.fields + secretHeaders.fields {
      let nameIsToken = !field.name.isEmpty && field.name.utf8.allSatisfy(Self.isToken)
      guard nameIsToken, !field.value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
        let name = nameIsToken ? field.name : "(unreadable)"
        throw Failure(
          .configuration,
          "http.bad_header",
          "The header \(name) holds a line break or another character that HTTP does not allow.",
          hint: "Enter the value again without line breaks around it."
        )
      }
    }
  }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
