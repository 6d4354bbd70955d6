import Core

/// Why no answer came; the raw value is the code of the failure.
enum TransferProblem: String, CaseIterable {
  case dns = "http.dns"
  case connect = "http.connect"
  case tls = "http.tls"
  case timeoutConnect = "http.timeout_connect"
  case timeoutFirstByte = "http.timeout_first_byte"
  case timeout = "http.timeout"
  case lost = "http.lost"
  case responseTooLarge = "http.response_too_large"
  case badResponse = "http.bad_response"
  case caFile = "http.ca_file"
  case client = "http.client"
  case cancelled

  /// - Parameters:
  ///   - host: the host as the address names it.
  ///   - detail: libcurl's own words.
  ///   - mayHaveArrived: whether a request that is not safe to repeat had begun to leave.
  /// - Returns: the failure to throw.
  func failure(host: String, detail: String? = nil, mayHaveArrived: Bool = false) -> Failure {
    Failure(kind, rawValue, message(host), detail: detail, hint: hint, mayHaveArrived: mayHaveArrived)
  }

  private var kind: Failure.Kind {
    switch self {
    case .caFile: .configuration
    case .client: .internal
    default: .transport
    }
  }

  private func message(_ host: String) -> String {
    switch self {
    case .dns: "The name \(host) could not be looked up."
    case .connect: "No connection to \(host) could be made."
    case .tls: "No secure connection to \(host) could be made."
    case .timeoutConnect: "\(host) did not accept the connection in time."
    case .timeoutFirstByte: "\(host) took the request but did not begin to answer in time."
    case .timeout: "\(host) did not finish its answer in time."
    case .lost: "The connection to \(host) broke before the answer was complete."
    case .responseTooLarge: "The answer of \(host) is larger than we take."
    case .badResponse: "\(host) sent something that is not an HTTP answer."
    case .caFile: "The file with the trusted certificates could not be read."
    case .client: "The HTTP library refused the request to \(host)."
    case .cancelled: "The request to \(host) was cancelled."
    }
  }

  private var hint: String {
    switch self {
    case .dns: "Check the address in the settings and the name server of this machine."
    case .connect: "Check the address in the settings, the firewall and the proxy, and whether the partner is up."
    case .tls: "Check the partner's certificate, the clock of this machine and the CA file in the configuration."
    case .timeoutConnect: "Check the firewall and the proxy, and whether the partner is up."
    case .timeoutFirstByte, .timeout: "Wait for the next try, and ask the partner if it stays slow."
    case .lost: "Wait for the next try, and ask the partner or your network's administrator if it happens again."
    case .responseTooLarge: "Ask for less at once, or check that the address is the partner's API."
    case .badResponse: "Check that the address is the partner's API and that no proxy answers in its place."
    case .caFile: "Check the path and the rights of the CA file in the configuration."
    case .client: "Report this with the correlation id of the log."
    case .cancelled: "Run it again when you like."
    }
  }
}
