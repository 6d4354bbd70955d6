import Core
import HTTP
import Storage

/// A transport that writes every exchange into the log, redacted, and leaves it otherwise alone.
struct LoggedTransport: HTTPTransport {
  /// Bytes of a body that are kept for the log.
  private static let bodyLimit = 1024 * 1024
  /// The same for the answer to a read: a list can be asked for again, what was sent cannot.
  private static let readLimit = 16 * 1024

  private let environment: Environment
  /// What every line about these exchanges begins as.
  private let template: LogRow
  private let secrets: [String]
  private let connector: (any Connector)?

  /// Exchanges about one document; `connector` knows where an answer names a page of the partner for people.
  init(_ environment: Environment, entry: Entry, secrets: [String], connector: (any Connector)? = nil) {
    self.environment = environment
    template = EngineLog(environment).line(entry, .info, "", "")
    self.secrets = secrets
    self.connector = connector
  }

  /// Exchanges about no single document.
  init(
    _ environment: Environment,
    subject: EntrySubject,
    correlation: String,
    secrets: [String],
    connector: (any Connector)? = nil
  ) {
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
    self.connector = connector
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

  /// Says in the log of this document that it was looked for in an answer that another document's log holds.
  func keepShared(_ request: HTTPRequest, _ response: HTTPResponse) async {
    let text = "\(request.method.rawValue) answered \(response.status); the answer was asked for by another document."
    await write(request, response, text, code: "http.exchange")
  }

  private func keep(_ request: HTTPRequest, _ response: HTTPResponse?, _ failure: Failure?) async {
    let text = failure?.message ?? "\(request.method.rawValue) answered \(response?.status ?? 0)."
    await write(request, response, text, code: failure?.code ?? "http.exchange") { line in
      let limit = request.method == .get ? Self.readLimit : Self.bodyLimit
      let (asked, answered) = (request.body ?? [], Self.open(response?.body ?? [], without: request.withheld))
      let isSecret = request.isSecret
      line.request = half(request.headers, asked, request.secretHeaders, Self.bodyLimit, isSecret: isSecret)
      line.response = response.map { half($0.headers, answered, [:], limit, isSecret: isSecret) }
    }
  }

  private func write(
    _ request: HTTPRequest,
    _ response: HTTPResponse?,
    _ text: String,
    code: String,
    _ fill: (inout LogRow) -> Void = { _ in }
  ) async {
    let failed = !(response?.succeeded ?? false)
    var line = template
    line.level = failed ? .responseError : .info
    line.code = code
    line.message = redacted(text)
    line.at = environment.time.now()
    line.method = request.method.rawValue
    line.url = redacted(request.url)
    line.page = response.flatMap { connector?.page(of: $0) }.map(redacted)
    line.status = response?.status
    line.durationMilliseconds = response?.milliseconds
    fill(&line)
    await EngineLog(environment).write([line])
  }

  /// The body without the members that may not be kept; nothing of one that cannot be read, where they might be.
  private static func open(_ body: [UInt8], without members: Set<String>) -> [UInt8] {
    guard !members.isEmpty, !body.isEmpty else { return body }
    let text = String(decoding: body, as: UTF8.self)
    guard members.contains(where: { text.contains($0) }) || text.contains("\\u") else { return body }
    guard let answer = try? JSON(parsing: body) else { return Array(Redaction.mark.utf8) }
    return answer.withholding(members, Redaction.mark).bytes
  }

  private func half(
    _ headers: HTTPHeaders,
    _ body: [UInt8],
    _ secret: HTTPHeaders,
    _ limit: Int,
    isSecret: Bool
  ) -> ExchangeHalf {
    // A header of a secret answer may be as secret as its body: a cookie is one.
    let open =
      isSecret
      ? headers.fields.map { [$0.name, Redaction.mark] } : headers.fields.map { [$0.name, redacted($0.value)] }
    let sealed = secret.fields.map { [$0.name, Redaction.mark] }
    guard !isSecret else { return ExchangeHalf(headers: open + sealed, body: Redaction.mark, truncated: false) }
    let isCut = body.count > limit
    return ExchangeHalf(
      headers: open + sealed,
      body: isCut ? cut(body, limit) : redacted(String(decoding: body, as: UTF8.self)),
      truncated: isCut
    )
  }

  /// The beginning of a body, with a last line that says so.
  private func cut(_ body: [UInt8], _ limit: Int) -> String {
    // Longer than what is kept, so that a secret across its end is found whole.
    let reach = limit + (allSecrets.map(\.utf8.count).max() ?? 0)
    let kept = redacted(String(decoding: body.prefix(reach), as: UTF8.self)).utf8.prefix(limit)
    let beginning = String(decoding: kept, as: UTF8.self)
    return beginning + "\n… the first \(limit) of \(body.count) bytes; the rest is not kept."
  }

  private func redacted(_ text: String) -> String { Redaction.redact(text, allSecrets) }

  /// With the tokens that were got meanwhile: a partner may repeat in an answer what we sent.
  private var allSecrets: [String] { secrets + environment.tokens.values }
}
