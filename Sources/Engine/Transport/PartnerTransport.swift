import Core
import HTTP

/// The way to a partner for one connection: with a token where it wants one, at the pace it allows, and into the log.
///
/// Every exchange with a partner goes through here: deliveries, look-ups, what is fetched and told, tests.
struct PartnerTransport: HTTPTransport {
  private let environment: Environment
  private let logged: LoggedTransport
  private let connector: any Connector
  private let settings: Settings
  /// Somebody waits for the answer.
  private let isClick: Bool
  private var prepaid = Prepaid(0)
  private var sharedSince: Timestamp?

  init(
    _ environment: Environment,
    _ connector: any Connector,
    _ settings: Settings,
    logged: LoggedTransport,
    isClick: Bool
  ) {
    self.environment = environment
    self.connector = connector
    self.settings = settings
    self.logged = logged
    self.isClick = isClick
  }

  /// The same, whose first request was already counted.
  func withOneTaken() -> PartnerTransport {
    var transport = self
    transport.prepaid = Prepaid(1)
    return transport
  }

  /// The same for look-ups: an answer to another document's read serves as well, if it was asked for later than that.
  func sharing(notBefore moment: Timestamp) -> PartnerTransport {
    var transport = self
    transport.sharedSince = moment
    return transport
  }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    // Whoever waits for an answer is told at once.
    guard !isClick, let patience = connector.patience(settings) else { return try await sendOnce(request) }
    return try await PatientTransport(Once(transport: self), environment, patience).send(request)
  }

  /// Without waiting for better weather.
  private struct Once: HTTPTransport {
    let transport: PartnerTransport

    func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse { try await transport.sendOnce(request) }
  }

  private func sendOnce(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let paced = PacedTransport(
      logged,
      environment,
      connector.limit(settings),
      isClick: isClick,
      prepaid: prepaid
    )
    // Below the token: what one account reads is no answer to another that asks for the same address.
    let shared = sharedSince.map { SharedTransport(paced, logged, environment, notBefore: $0) as any HTTPTransport }
    guard let grant = try connector.grant(settings) else { return try await (shared ?? paced).send(request) }
    let authorized = AuthorizedTransport(
      shared ?? paced,
      environment,
      grant,
      asker: TokenAsker(connector, settings),
      isClick: isClick
    )
    return try await authorized.send(request)
  }
}

extension Environment {
  /// The receipt without any secret that the partner repeated.
  func redacted(_ receipt: Receipt, _ settings: Settings) -> Receipt {
    var told = Failure(.data, "", receipt.message ?? "", issues: receipt.warnings)
    told = redacted(told, settings)
    var receipt = receipt
    receipt.message = receipt.message.map { _ in told.message }
    receipt.warnings = told.issues
    let details = Redaction.redact(receipt.details.text, settings.secretValues + tokens.values)
    receipt.details = (try? JSON(parsing: details)) ?? .object(JSONObject())
    return receipt
  }

  /// The failure as it may be kept and shown.
  func redacted(_ failure: Failure, _ settings: Settings) -> Failure {
    failure.redacted(settings.secretValues + tokens.values)
  }
}
