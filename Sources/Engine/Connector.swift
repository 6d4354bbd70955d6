package import Core
package import HTTP
package import Odoo
package import Storage

/// The code for one partner: settings, client and flows. It owns no loop, thread or table.
package protocol Connector: Sendable {
  associatedtype Client: Sendable

  /// For example `procuros`.
  var id: String { get }
  var label: String { get }
  var settings: [Setting] { get }
  var flows: [any Flow<Client>] { get }
  /// What it takes in; empty for a partner that has nothing for us.
  var receiving: [any ReceivingFlow] { get }
  /// What it asks the partner about records that Odoo has; what comes of it is in `receiving`.
  var pulls: [any PullFlow<Client>] { get }
  /// The partner's master data that a person brings into Odoo row by row.
  var imports: [any ImportFlow<Client>] { get }
  /// Where the partner keeps what `receiving` takes: one stream after another, those that others depend on first.
  var inboxes: [any Inbox<Client>] { get }
  /// The kinds of the partner's records that people may link to a record of Odoo.
  var linkKinds: [LinkKind] { get }
  /// True when the partner wants to hear of documents that could not be built.
  var hearsProblems: Bool { get }
  /// Its mapping tables, printed.
  var mappings: [PrintedMapping] { get }

  /// Builds the client of one connection.
  ///
  /// - Throws: `.configuration` naming the setting that is missing or wrong.
  func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> Client

  /// Tells the partner that a document for it could not be built; called only when it wants to hear of that.
  ///
  /// - Throws: as any write to the partner; a repeat does no harm.
  func tell(_ problem: Problem, _ client: Client) async throws(Failure)

  /// How its requests get their token, which they then carry by themselves; nil where the client signs them itself.
  ///
  /// - Throws: `.configuration` naming the setting that is missing or wrong.
  func grant(_ settings: Settings) throws(Failure) -> TokenGrant?

  /// What of the partner's own settings is fetched on request and kept, by name; flows find it in `Settings.snapshot`.
  var snapshots: [String] { get }

  /// Reads one of `snapshots` from the partner.
  ///
  /// - Throws: as any read of the partner; safe to repeat.
  func snapshot(_ name: String, _ client: Client) async throws(Failure) -> JSON

  /// Under which key and how often the partner may be called for this connection.
  func limit(_ settings: Settings) -> RateLimit

  /// How reads that nobody waits for sit out bad weather; nil where the job that reads does that.
  func patience(_ settings: Settings) -> ReadPatience?

  /// The page of the partner's portal that an answer names for people to read on; nil without one.
  func page(of response: HTTPResponse) -> String?

  /// Tries the connection step by step and says which one failed.
  func test(_ client: Client) async -> [TestStep]
}

/// A mapping table as Markdown, under the name of its page in `protocol/mappings/`.
package struct PrintedMapping: Sendable {
  package let name: String
  package let markdown: String

  package init(name: String, markdown: String) {
    self.name = name
    self.markdown = markdown
  }
}

/// One step of *Test Connection*.
package struct TestStep: Sendable, Equatable {
  package enum Name: String, Sendable {
    case settings, name, tls
    case signIn = "sign_in"
    case rights, sample
  }
  package var step: Name
  package var ok: Bool
  package var code: String
  package var message: String

  package init(_ step: Name, ok: Bool, code: String, message: String) {
    self.step = step
    self.ok = ok
    self.code = code
    self.message = message
  }
}

/// What a flow declares about itself; nothing here needs the partner.
package protocol FlowDeclaration: Sendable {
  /// `<connector>.<document>.<verb>`
  var id: String { get }
  var label: String { get }
  /// The Odoo model whose records it takes.
  var model: String { get }
  var content: ContentRule { get }
  /// The kind under which Odoo keeps the partner's ids of what this flow sends: one kind, one place where "sent already"
  /// is looked for, whoever wrote it there. Its own id where nothing else fills it.
  var reference: String { get }
  /// The tree of Odoo fields it reads, in the newest series' names.
  var fields: JSON { get }
  /// The same under these settings, where some fields are worth reading only then.
  func fields(_ settings: Settings) -> JSON

  /// Turns one document into requests, or says everything that is wrong with it. Pure: the same document gives the same bytes.
  func map(_ document: JSON, _ settings: Settings) -> Draft

  /// Which records go out by themselves, as a domain of Odoo; nil when none do.
  ///
  /// A record that was sent, or waits, is not sent again; the domain need not know of that.
  func candidates(_ settings: Settings) -> JSON?

  /// How many records are read at once when they go out by themselves; few where reading one takes Odoo long.
  func pageSize(_ settings: Settings) -> Int

  /// Brings Odoo to the state that the receipt calls for; read first, write only where it differs.
  ///
  /// - Returns: what could not be done and must be told, while the delivery itself stands.
  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue]
}

extension FlowDeclaration {
  package var reference: String { id }
  package func fields(_ settings: Settings) -> JSON { fields }
  package func candidates(_ settings: Settings) -> JSON? { nil }
  package func pageSize(_ settings: Settings) -> Int { 50 }
}

/// One kind of document going one way: collect, map, deliver, settle.
package protocol Flow<Client>: FlowDeclaration {
  associatedtype Client: Sendable

  /// Sends the bytes of one step; called only after they are on disk.
  ///
  /// - Throws: `mayHaveArrived` set when nobody can say whether the partner has it.
  func deliver(_ step: Step, of entry: Entry, _ client: Client) async throws(Failure) -> Receipt

  /// Asks the partner whether a step whose answer was lost has arrived; nil when it does not have it.
  func lookUp(_ step: Step, of entry: Entry, _ client: Client) async throws(Failure) -> Receipt?
}

/// May a document that was accepted be sent again with other content?
package enum ContentRule: String, Sendable {
  case once, revisions
}

/// A document as a flow would send it.
package struct Draft: Sendable {
  package struct Request: Sendable {
    package var name: String
    package var body: [UInt8]
    package var repeatRule: RepeatRule

    package init(name: String, body: [UInt8], repeatRule: RepeatRule) {
      self.name = name
      self.body = body
      self.repeatRule = repeatRule
    }
  }
  package var payload: JSON
  package var requests: [Request]
  package var issues: [Issue]
  /// What settle and look-up need beyond the receipt.
  package var context: JSON
  /// What the partner must know before the first request may leave.
  package var needs: [Need]
  /// The document's own day, `YYYY-MM-DD`, compared with *Send documents dated from*.
  package var day: String?

  package init(
    payload: JSON,
    requests: [Request],
    issues: [Issue],
    context: JSON = .null,
    needs: [Need] = [],
    day: String? = nil
  ) {
    self.payload = payload
    self.requests = requests
    self.issues = issues
    self.context = context
    self.needs = needs
    self.day = day
  }

  package var isSendable: Bool { !issues.contains { $0.severity == .error } }
}

/// What the partner said when it took a document.
package struct Receipt: Sendable, Equatable {
  package var externalID: String?
  package var number: String?
  /// True when the partner took it but will not forward it (Procuros 202).
  package var acceptedOnly: Bool
  package var message: String?
  /// What else the partner said, an object; the steps' details are laid over each other and kept with the entry, where
  /// the steps after this one and settle find them (`Entry.receiptDetails`).
  package var details: JSON
  /// What a person should know although the delivery stands; kept with the entry.
  package var warnings: [Issue]

  package init(
    externalID: String?,
    number: String?,
    acceptedOnly: Bool = false,
    message: String? = nil,
    details: JSON = [:],
    warnings: [Issue] = []
  ) {
    self.externalID = externalID
    self.number = number
    self.acceptedOnly = acceptedOnly
    self.message = message
    self.details = details
    self.warnings = warnings
  }
}

extension Connector {
  package var receiving: [any ReceivingFlow] { [] }
  package var pulls: [any PullFlow<Client>] { [] }
  package var imports: [any ImportFlow<Client>] { [] }
  package var inboxes: [any Inbox<Client>] { [] }
  package var linkKinds: [LinkKind] { [] }
  package var hearsProblems: Bool { false }

  package func tell(_ problem: Problem, _ client: Client) async throws(Failure) {}

  package func grant(_ settings: Settings) throws(Failure) -> TokenGrant? { nil }

  package var snapshots: [String] { [] }

  package func snapshot(_ name: String, _ client: Client) async throws(Failure) -> JSON {
    throw .unknownSnapshot(name, self)
  }

  /// Without a published limit: only the partner's own requests for a pause count, per connection.
  package func limit(_ settings: Settings) -> RateLimit { RateLimit(key: settings.key) }

  package func patience(_ settings: Settings) -> ReadPatience? { nil }

  package func page(of response: HTTPResponse) -> String? { nil }

  package func declaration(_ flow: String) -> (any FlowDeclaration)? { flows.first { $0.id == flow } }

  func deliver(_ step: Step, of entry: Entry, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> Receipt
  {
    try await find(entry.subject.flow).deliver(step, of: entry, try client(settings, http))
  }

  func lookUp(_ step: Step, of entry: Entry, _ settings: Settings, _ http: any HTTPTransport)
    async throws(Failure) -> Receipt?
  {
    try await find(entry.subject.flow).lookUp(step, of: entry, try client(settings, http))
  }

  func test(_ settings: Settings, _ http: any HTTPTransport) async -> [TestStep] {
    do throws(Failure) {
      let client = try client(settings, http)
      let first = TestStep(.settings, ok: true, code: "ok", message: "The settings are complete.")
      return await [first] + test(client)
    } catch {
      return [TestStep(.settings, ok: false, code: error.code, message: error.message)]
    }
  }

  private func find(_ flow: String) throws(Failure) -> any Flow<Client> {
    guard let found = flows.first(where: { $0.id == flow }) else { throw .unknownFlow(flow) }
    return found
  }
}

extension Failure {
  static func notValidated(_ name: String) -> Failure {
    Failure(
      .configuration,
      "connection.not_validated",
      "The connector \(name) is not validated.",
      hint: "Open the connector in Odoo, test the connection and press Validate."
    )
  }

  static func unknownFlow(_ flow: String) -> Failure {
    Failure(
      .protocol,
      "flow.unknown",
      "There is no flow \(flow).",
      hint: "Upgrade the sidecar, or the addon that asked."
    )
  }
}
