import Core
import HTTP
import Storage

/// A transport that writes every exchange into the log, redacted, and leaves it otherwise alone.
struct LoggedTransport: HTTPTransport {
  /// Bytes of a body that are kept for the log.
  private static let bodyLimit = 1024 * 1024

  private let environment: Environment
  private let entry: Entry?
  private let secrets: [String]

  init(_ environment: Environment, entry: Entry?, secrets: [String]) {
    self.environment = environment
    self.entry = entry
    self.secrets = secrets
  }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    do throws(Failure) {
      KillPoint.reach("exchange.beginning")
      let response = try await environment.http.send(request)
      KillPoint.reach("exchange.answered")
      await keep(request, response, nil)
      return response
    } catch {
      await keep(request, nil, error)
      throw error
    }
  }

  private func keep(_ request: HTTPRequest, _ response: HTTPResponse?, _ failure: Failure?) async {
    guard let entry else { return }
    let log = EngineLog(environment)
    let text = failure?.message ?? "\(request.method.rawValue) answered \(response?.status ?? 0)."
    let failed = !(response?.succeeded ?? false)
    var line = log.line(entry, failed ? .responseError : .info, failure?.code ?? "http.exchange", redacted(text))
    line.method = request.method.rawValue
    line.url = redacted(request.url)
    line.status = response?.status
    line.durationMilliseconds = response?.milliseconds
    line.request = half(request.headers, request.body ?? [], request.secretHeaders)
    line.response = response.map { half($0.headers, $0.body, [:]) }
    await log.write([line])
  }

  private func half(_ headers: HTTPHeaders, _ body: [UInt8], _ secret: HTTPHeaders) -> ExchangeHalf {
    let open = headers.fields.map { [$0.name, redacted($0.value)] }
    let sealed = secret.fields.map { [$0.name, Redaction.mark] }
    return ExchangeHalf(
      headers: open + sealed,
      body: redacted(String(decoding: body.prefix(Self.bodyLimit), as: UTF8.self)),
      truncated: body.count > Self.bodyLimit
    )
  }

  private func redacted(_ text: String) -> String { Redaction.redact(text, secrets) }
}
