import Core
import Odoo
import Storage

/// Documents of one flow and connection that come into Odoo one after the other and share what they ask of it.
struct RemoteBatch: Sendable {
  /// Documents that share one memory of Odoo: long enough to save calls, short enough to notice what people change.
  static let size = 50

  let database: Int64
  let flow: String
  let connection: String
  /// The flow of these documents; nil for work that is none.
  let receiver: (any ReceivingFlow)?
  private let odoo: CachedReads
  private let startedAt: Timestamp
  private let callsBefore: Int
  private(set) var count = 0
  private var applied = 0
  private var held = 0

  init(
    _ unit: Unit,
    _ database: Int64,
    _ environment: Environment,
    _ ledger: Ledger,
    _ gateways: any RemoteGateways
  ) async throws(Failure) {
    let (connector, settings) = try await Connections(environment).open(database: database, key: unit.connection)
    self.database = database
    flow = unit.flow
    connection = unit.connection
    startedAt = environment.time.steady()
    callsBefore = environment.odooCalls.count(database)
    let gateway = try await gateways.gateway(
      database: database,
      company: settings.company,
      language: settings.language,
      scope: unit.connection
    )
    odoo = CachedReads(gateway, changing: connector.changingModels(unit.flow))
    let page = unit.kind == .apply ? try await Self.page(unit, database, environment, ledger) : []
    receiver = connector.receiver(unit.flow)?.among(page, settings)
  }

  /// The documents that are likely to come into Odoo with the first one.
  private static func page(_ unit: Unit, _ database: Int64, _ environment: Environment, _ ledger: Ledger)
    async throws(Failure) -> [Arrival]
  {
    var query = EntryQuery(database: database, states: [.pending, .delivered], limit: size)
    (query.arriving, query.flow, query.connection) = (true, unit.flow, unit.connection)
    var page: [Arrival] = []
    for entry in try await environment.store.entries(query) { page.append(try await ledger.arrival(entry)) }
    return page
  }

  /// Odoo for one unit: what it creates without a key belongs to it alone, however often it is tried.
  func odoo(for unit: Unit) -> any OdooGateway { odoo.scoped("\(unit.connection).\(unit.flow).\(unit.id)") }

  func takes(_ unit: Unit) -> Bool {
    unit.kind == .apply && unit.flow == flow && unit.connection == connection && count < Self.size
  }

  mutating func add(_ outcomes: [Outcome]) {
    count += 1
    applied += outcomes.count { $0.entry?.state.isAccepted == true }
    held += outcomes.count { $0.entry?.state == .quarantined }
  }

  /// What it came to and what it cost, for the log.
  func tell(_ environment: Environment) async {
    guard count > 0 else { return }
    let calls = environment.odooCalls.count(database) - callsBefore
    let took = (environment.time.steady() - startedAt).milliseconds
    let text = "\(count) documents of \(flow): \(applied) in Odoo, \(held) held; \(calls) calls to Odoo in \(took) ms."
    environment.report(
      .info,
      "batch",
      [
        "database": "\(database)", "flow": flow, "documents": "\(count)", "applied": "\(applied)", "held": "\(held)",
        "calls": "\(calls)", "ms": "\(took)",
      ]
    )
    let line = LogRow(
      level: .info,
      code: "remote.batch",
      message: text,
      at: environment.time.now(),
      correlation: Correlation.new(),
      database: database
    )
    await EngineLog(environment).write([line])
  }
}

extension Connector {
  /// Models whose records change while documents of this flow come in: its own, and the lines of every document.
  fileprivate func changingModels(_ flow: String) -> Set<String> {
    Set(receiving.map { "\($0.model).line" } + [receiver(flow)?.model].compactMap(\.self))
  }
}
