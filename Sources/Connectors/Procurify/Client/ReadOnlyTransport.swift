import Core
import HTTP

/// Lets nothing pass but GET: this connector reads Procurify and never writes it.
///
/// The one POST of the integration, for the access token, is made by the engine from `Connector.grant` and never comes
/// through here.
///
/// Source: reference section 13, ruling 12.
struct ReadOnlyTransport: HTTPTransport {
  private let next: any HTTPTransport

  init(_ next: any HTTPTransport) { self.next = next }

  /// - Throws: `.internal` `procurify.read_only` for any other method, before a byte leaves.
  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    guard request.method == .get, request.body == nil else {
      throw Failure(
        .internal,
        "procurify.read_only",
        "A request that would change something in Procurify was stopped before it left: \(request.method.rawValue).",
        hint: "Nothing was changed. Report this to the maintainers of Odoo Sidecar."
      )
    }
    return try await next.send(request)
  }
}
