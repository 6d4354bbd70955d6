package import Core
package import HTTP

/// The endpoints of Procountor's API, and how to read its errors.
///
/// Source: published OpenAPI document, version 26.04; reference sections 1 to 4. Unknown members of answers are ignored.
/// The transport signs each request: the client never sees the access token.
package struct ProcountorClient: Sendable {
  let base: String
  let http: any HTTPTransport

  /// - Parameters:
  ///   - url: as a person typed it.
  ///   - http: how requests leave.
  /// - Throws: `.configuration` `setting.url` when the URL is none.
  package init(url: String, http: any HTTPTransport) throws(Failure) {
    base = try ProcountorAddress(url).base
    self.http = http
  }
}
