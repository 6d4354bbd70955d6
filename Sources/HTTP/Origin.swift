import CCurl
import Core

/// Scheme, host and port of an address, as libcurl itself reads it: what connections and limits are counted by.
struct Origin: Sendable, Hashable {
  let scheme: String
  let host: String
  let port: String

  /// - Throws: `.configuration`, `http.bad_url`, without the address, which may hold a secret.
  init(of url: String) throws(Failure) {
    let parts = URLParts(url)
    guard let scheme = parts[CURLUPART_SCHEME], ["http", "https"].contains(scheme) else {
      throw Self.bad("The address is not one of HTTP.", hint: "Enter an address that begins with https://.")
    }
    guard let host = parts[CURLUPART_HOST], let port = parts[CURLUPART_PORT] else {
      throw Self.bad("The address names no host.", hint: "Enter the address as the partner gives it.")
    }
    guard parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil else {
      throw Self.bad(
        "The address holds a user or a password.",
        hint: "Enter them in their own fields: addresses are logged."
      )
    }
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  private static func bad(_ message: String, hint: String) -> Failure {
    Failure(.configuration, "http.bad_url", message, hint: hint)
  }
}

/// libcurl's parsed address.
private struct URLParts: ~Copyable {
  private let handle = curl_url()

  /// Has no part at all where the address cannot be read.
  init(_ url: String) {
    _ = curl_url_set(handle, CURLUPART_URL, url, 0)
  }

  subscript(part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  deinit { curl_url_cleanup(handle) }
}
