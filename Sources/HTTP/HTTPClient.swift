package import Core

/// HTTP over the system's libcurl, all calls on one thread of its own: a partner that hangs delays nobody else.
///
/// Certificates are always verified, TLS is 1.2 or later, redirects are not followed, and nothing is read from the
/// environment. Needs libcurl 7.80 or later; from 7.87 on a name server that hangs delays nobody either.
package final class HTTPClient: HTTPTransport {
  package struct Configuration: Sendable, Equatable {
    /// PEM file with the certificates to trust; nil takes the system's.
    package var caFile: String?
    /// For example `http://proxy.example:3128`; nil goes straight, whatever the environment says.
    package var proxy: String?
    /// Hosts that are reached without the proxy: names, with their subdomains, or addresses.
    package var proxyExceptions: [String]
    /// `odoo-sidecar/<version>`.
    package var userAgent: String
    /// Most requests at once to one scheme, host and port; further ones wait their turn within their total deadline.
    package var maxConnectionsPerHost: Int

    package init(
      userAgent: String,
      caFile: String? = nil,
      proxy: String? = nil,
      proxyExceptions: [String] = [],
      maxConnectionsPerHost: Int = 32
    ) {
      self.userAgent = userAgent
      self.caFile = caFile
      self.proxy = proxy
      self.proxyExceptions = proxyExceptions
      self.maxConnectionsPerHost = maxConnectionsPerHost
    }
  }

  private let loop: TransferLoop

  package init(_ configuration: Configuration) {
    loop = TransferLoop(configuration)
    loop.start()
  }

  package func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    // The loop ends with the client, so the client must outlive the call.
    defer { withExtendedLifetime(self) {} }
    return try await loop.exchange(request)
  }

  deinit { loop.stop() }
}
