package import Core

/// The way to a partner; connectors and tests see nothing else of HTTP.
package protocol HTTPTransport: Sendable {
  /// Sends the request once and waits for the whole answer.
  ///
  /// - Returns: the answer, whatever its status; redirects are not followed.
  /// - Throws: `.transport` where no answer came: `http.dns`, `http.connect`, `http.tls`, `http.timeout_connect`,
  ///   `http.timeout_first_byte`, `http.timeout`, `http.lost`, `http.response_too_large`, `http.bad_response`,
  ///   `cancelled`. `.configuration` where the request cannot leave as it is: `http.bad_url`, `http.bad_header`,
  ///   `http.ca_file`. `mayHaveArrived` is true when the request is not safe to repeat and had begun to leave.
  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse
}
