import Core

/// The base of every path of Procountor's API, as a person typed it.
///
/// Source: reference section 1; the developer site, *API versions*. A version is part of the path before `/api`:
/// `/latest/api`, `/supported/api`, `/v2604/api`.
struct ProcountorAddress: Equatable {
  static let production = "https://api.procountor.com/api"
  static let test = "https://pts-api.procountor.com/api"

  /// Without a slash at its end, for example `https://api.procountor.com/supported/api`.
  let base: String
  /// True for the test environment, which is slower.
  let isTest: Bool

  /// - Throws: `.configuration` `setting.url` when it is no address of the API, or one that is gone.
  init(_ text: String) throws(Failure) {
    var address = Substring(text)
    while address.last == "/" { address = address.dropLast() }
    guard !text.contains("@") else { throw Self.wrong("with an @", "must not hold a user or a password.") }
    guard let (scheme, host, path) = Self.parts(address) else { throw Self.wrong(text, "is no address.") }
    guard scheme == "https" || (scheme == "http" && Self.isLocal(host)) else {
      throw Self.wrong(text, "does not begin with https://.")
    }
    guard host != "api-test.procountor.com" else {
      throw Self.wrong(text, "leads to a server that Procountor has switched off.")
    }
    guard let path = Self.completed(path) else {
      throw Self.wrong(text, "is not the base of the API, which ends with /api after the version, if there is one.")
    }
    base = "\(scheme)://\(host)\(path)"
    isTest = host.hasPrefix("pts-")
  }

  private static func parts(_ text: Substring) -> (scheme: String, host: String, path: Substring)? {
    guard let separator = text.firstRange(of: "://") else { return nil }
    let rest = text[separator.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard !host.isEmpty, !rest.contains(where: { "?# ".contains($0) }) else { return nil }
    return (text[..<separator.lowerBound].lowercased(), host.lowercased(), rest.dropFirst(host.count))
  }

  private static func isLocal(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
    return ["127.0.0.1", "localhost", "[::1]"].contains(name)
  }

  /// `/api` with the version before it; the `/api` itself may have been left out.
  private static func completed(_ path: Substring) -> String? {
    var steps = path.split(separator: "/").map { $0.lowercased() }
    if steps.last == "api" { steps.removeLast() }
    guard steps.count <= 1, steps.allSatisfy(isVersion) else { return nil }
    return "/" + (steps + ["api"]).joined(separator: "/")
  }

  /// `latest`, `supported` or `v` with year and month.
  private static func isVersion(_ step: String) -> Bool {
    if ["latest", "supported"].contains(step) { return true }
    let digits = step.utf8.dropFirst()
    return step.hasPrefix("v") && digits.count == 4 && digits.allSatisfy { (48...57).contains($0) }
  }

  private static func wrong(_ text: String, _ what: String) -> Failure {
    Failure(
      .configuration,
      "setting.url",
      "The URL \(text) of the connector \(what)",
      hint: "Enter \(production), or \(test) for the test environment."
    )
  }
}
