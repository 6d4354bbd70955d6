import Core
import HTTP
import Storage

/// A transport that writes every exchange into the log, redacted, and leaves it otherwise alone.
struct LoggedTransport: HTTPTransport {
  /// Bytes of a body that are kept for the log.
  private static let bodyLimit = 1024 * 1024

  private let environment: Environment
  /// What every line about these exchanges begins as.
  private let template: LogRow
  private let secrets: [String]

  /// Exchanges about one document.
  init(_ environment: Environment, entry: Entry, secrets: [String]) {
    self.environment = environment
    template = EngineLog(environment).line(entry, .info, "", "")
    self.secrets = secrets
  }

  /// Exchanges about no single document.
  init(_ environment: Environment, subject: EntrySubject, correlation: String, secrets: [String]) {
    self.environment = environment
    template = LogRow(
      level: .info,
      code: "",
      message: "",
      at: environment.time.now(),
      correlation: correlation,
      database: subject.database,
      subject: subject
    )
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
    let text = failure?.message ?? "\(request.method.rawValue) answered \(response?.status ?? 0)."
    let failed = !(response?.succeeded ?? false)
    var line = template
    line.level = failed ? .responseError : .info
    line.code = failure?.code ?? "http.exchange"
    line.message = redacted(text)
    line.at = environment.time.now()
    line.method = request.method.rawValue
    line.url = redacted(request.url)
    line.status = response?.status
    line.durationMilliseconds = response?.milliseconds
    line.request = half(request.headers, request.body ?? [], request.secretHeaders)
    line.response = response.map { half($0.headers, $0.body, [:]) }
    await EngineLog(environment).write([line])
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
