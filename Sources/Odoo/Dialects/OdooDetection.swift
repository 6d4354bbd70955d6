package import Core
package import HTTP

/// Finds out which Odoo answers at an address and how it is spoken to, without signing in.
///
/// `/json/2` is never tried for that: an Odoo before 19.0 sends its login page for it.
package struct OdooDetection: Sendable {
  private let address: OdooAddress
  private let http: any HTTPTransport
  private let line: OdooLine

  package init(_ address: OdooAddress, http: any HTTPTransport) {
    self.address = address
    self.http = http
    line = OdooLine(address.url, http: http)
  }

  /// The series that answers.
  ///
  /// - Throws: `.configuration` `odoo.too_old`, `odoo.not_odoo`, `odoo.redirected`; `.transport` `odoo.unreachable`.
  package func version() async throws(Failure) -> OdooVersion {
    var first: Failure?
    for ask in [askPage, askService, askXML, askClient] {
      do throws(Failure) {
        guard let version = try await ask() else { continue }
        try version.check()
        return version
      } catch {
        // What is no Odoo in one way may be one in another; everything else is the same in all of them.
        guard error.code == "odoo.not_odoo" || error.code == "odoo.redirected" else { throw error }
        // Odoo before 19.0 sends HTML for the first one; a redirect tells more.
        if first == nil || error.code == "odoo.redirected" { first = error }
      }
    }
    throw first ?? .notOdoo(address.url, HTTPResponse(status: 200))
  }

  /// The databases that this Odoo lists; nil where it does not say.
  package func databases() async throws(Failure) -> [String]? {
    do throws(Failure) {
      let answer = try await OdooService.json(line, "db", "list", [], isSafe: true)
      return answer["result"]?.arrayValue?.compactMap(\.stringValue)
    } catch {
      guard error.kind == .configuration else { throw error }
      return nil
    }
  }

  /// The database to use where nobody named one: the only one, or the one that an address of Odoo Online means.
  ///
  /// - Throws: `.configuration` `odoo.database_unknown` with the names where there are several.
  package func database() async throws(Failure) -> String {
    if let hosted = address.hostedDatabase { return hosted }
    let names = try await databases() ?? []
    if let only = names.first, names.count == 1 { return only }
    let shown = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " …" : "")
    throw Failure(
      .configuration,
      "odoo.database_unknown",
      names.isEmpty ? "This Odoo does not say which databases it has." : "This Odoo has several databases: \(shown).",
      hint: "Name one with --database."
    )
  }

  // MARK: The ways to ask

  /// 19.0 and later.
  private func askPage() async throws(Failure) -> OdooVersion? {
    let response = try await line.exchange("/web/version", isSafe: true)
    guard response.succeeded, let answer = try? JSON(parsing: response.body) else { return nil }
    return OdooVersion(info: answer["version_info"], text: answer["version"]?.stringValue)
  }

  private func askService() async throws(Failure) -> OdooVersion? {
    let answer = try await OdooService.json(line, "common", "version", [], isSafe: true)
    return Self.read(answer["result"])
  }

  private func askXML() async throws(Failure) -> OdooVersion? {
    guard case .value(let answer) = try await OdooService.xml(line, "common", "version", [], isSafe: true) else {
      return nil
    }
    return Self.read(answer)
  }

  private func askClient() async throws(Failure) -> OdooVersion? {
    let body: JSON = ["jsonrpc": "2.0", "method": "call", "params": [:]]
    let response = try await line.exchange("/web/webclient/version_info", body: body.bytes, isSafe: true)
    return Self.read((try? JSON(parsing: response.body))?["result"])
  }

  private static func read(_ answer: JSON?) -> OdooVersion? {
    OdooVersion(info: answer?["server_version_info"], text: answer?["server_version"]?.stringValue)
  }
}
