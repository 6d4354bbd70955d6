import Core
import HTTP
import Storage

/// A connection opened for work that no single document asks for: to fetch, to report.
struct Account: Sendable {
  let database: Int64
  let connector: any Connector
  private(set) var settings: Settings
  let correlation: String

  /// - Throws: `.configuration` when the connection is unknown or not validated.
  init(database: Int64, key: String, _ environment: Environment) async throws(Failure) {
    let (connector, settings) = try await Connections(environment).open(database: database, key: key)
    guard settings.isValidated else { throw .notValidated(settings.name) }
    self.database = database
    self.connector = connector
    self.settings = settings
    correlation = Correlation.new()
  }

  /// The same run with the settings as they stand now.
  ///
  /// - Throws: as `init`.
  func reopened(_ environment: Environment) async throws(Failure) -> Account {
    var account = self
    account.settings = try await Account(database: database, key: settings.key, environment).settings
    return account
  }

  func subject(_ flow: String, _ model: String = "") -> EntrySubject {
    EntrySubject(
      database: database,
      company: settings.company,
      connection: settings.key,
      flow: flow,
      model: model,
      record: 0
    )
  }

  /// The partner's door; what goes through it stands in the log under `<connector>.inbox.<work>`.
  func http(_ work: String, _ environment: Environment, isClick: Bool = false) -> PartnerTransport {
    let logged = LoggedTransport(
      environment,
      subject: subject("\(connector.id).inbox.\(work)"),
      correlation: correlation,
      secrets: settings.secretValues,
      connector: connector
    )
    return PartnerTransport(environment, connector, settings, logged: logged, isClick: isClick)
  }

  /// Waits until the partner may be called, however long it asked for a pause: nobody waits for this work.
  ///
  /// - Throws: `.transport` when the task ends meanwhile.
  func mayCall(_ environment: Environment) async throws(Failure) {
    while let pause = environment.limiter.wait(
      connector.limit(settings),
      isClick: false,
      now: environment.time.steady()
    ) {
      guard !Task.isCancelled else { throw .interrupted }
      await environment.time.sleep(for: pause)
    }
    guard !Task.isCancelled else { throw .interrupted }
  }

  /// The failure as it may be kept and shown.
  func noted(_ failure: Failure, _ environment: Environment) -> Failure { environment.redacted(failure, settings) }
}
