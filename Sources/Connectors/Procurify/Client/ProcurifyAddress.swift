package import Core
package import Engine

/// The tenant of Procurify that a connection reads: its label, and where that is.
///
/// Source: reference section 2: `acme`, `acme.procurify.com` and a whole URL are taken, the label alone counts, and nothing
/// outside `*.procurify.com` is asked; setting `url` is there for tests against another server.
package struct ProcurifyAddress: Sendable, Equatable {
  /// For example `acme`.
  package let domain: String
  /// Without a slash at its end, for example `https://acme.procurify.com`.
  package let base: String

  /// - Throws: `.configuration` `setting.missing`, or `setting.url` for what is no tenant of Procurify.
  package init(_ settings: Settings) throws(Failure) {
    try self.init(settings.required("domain"), override: settings["url"])
  }

  /// - Parameters:
  ///   - text: as a person typed it.
  ///   - override: the base of another server, `http` on this machine only.
  /// - Throws: `.configuration` `setting.url` for what is no tenant of Procurify.
  package init(_ text: String, override: String? = nil) throws(Failure) {
    guard let domain = Self.label(text) else { throw Self.noTenant(text) }
    self.domain = domain
    base = try override.map { (text) throws(Failure) in try Self.origin(text) } ?? "https://\(domain).procurify.com"
  }

  /// The base of a server: scheme and host, and a port where there is one.
  ///
  /// - Throws: `.configuration` `setting.url` for anything else; `http` is taken on this machine only.
  static func origin(_ text: String) throws(Failure) -> String {
    var address = text[...]
    while address.last == "/" { address = address.dropLast() }
    guard let (scheme, host) = parts(address), scheme == "https" || (scheme == "http" && isLocal(host)) else {
      throw Failure(
        .configuration,
        "setting.url",
        "The URL \(text) of the connector is no server that may be asked.",
        hint: "Leave it empty for Procurify itself; else enter https:// and the name of the server, no more."
      )
    }
    return "\(scheme)://\(host)"
  }

  /// `acme` out of `acme`, `acme.procurify.com` or `https://acme.procurify.com/login`.
  private static func label(_ text: String) -> String? {
    var host = text.lowercased()[...]
    if let separator = host.firstRange(of: "://") {
      guard ["https", "http"].contains(host[..<separator.lowerBound]) else { return nil }
      host = host[separator.upperBound...].prefix { !"/?#".contains($0) }
    } else {
      while host.last == "/" { host = host.dropLast() }
    }
    if host.hasSuffix(".procurify.com") { host = host.dropLast(".procurify.com".count) }
    return isLabel(host) ? String(host) : nil
  }

  /// One label of a host name (RFC 1035, section 2.3.1, digits first allowed as today).
  private static func isLabel(_ text: Substring) -> Bool {
    let isWord = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    return isWord && (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
      && !["login", "api", "www", "developer"].contains(text)
  }

  private static func parts(_ text: Substring) -> (scheme: String, host: String)? {
    guard let separator = text.firstRange(of: "://") else { return nil }
    let host = text[separator.upperBound...]
    guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }) else { return nil }
    return (text[..<separator.lowerBound].lowercased(), host.lowercased())
  }

  private static func isLocal(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
    return ["127.0.0.1", "localhost", "[::1]"].contains(name)
  }

  private static func noTenant(_ text: String) -> Failure {
    Failure(
      .configuration,
      "setting.url",
      "The domain \(text) of the connector is no domain of Procurify.",
      hint: "Enter what stands before .procurify.com when you work in Procurify, for example acme."
    )
  }
}
