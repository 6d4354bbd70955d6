package import Core

/// A company with its API key, as the command line names it.
package struct ProcountorEntry: Sendable, Equatable {
  package let name: String
  package let key: String
  package let businessID: String?

  package init(name: String, key: String, businessID: String? = nil) throws(Failure) {
    guard !name.isEmpty else { throw Self.unclear("it has no name") }
    guard SimulatorOptions.isToken(key) else { throw Self.unclear("the key of \(name) is not printable ASCII") }
    if let businessID, !FinnishNumbers.isBusinessID(businessID) {
      throw Self.unclear("\(businessID) is no Finnish business ID")
    }
    self.name = name
    self.key = key
    self.businessID = businessID
  }

  /// Reads `NAME:KEY:BUSINESSID`, or `NAME:KEY`.
  /// - Throws: `.configuration`, code `sandbox.company`, saying what is wrong; never with the key.
  package init(parsing text: String) throws(Failure) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count) else { throw Self.unclear("it has \(parts.count) parts") }
    try self.init(name: parts[0], key: parts[1], businessID: parts.count == 3 ? parts[2] : nil)
  }

  /// What of the company's set-up this says.
  var settings: JSON {
    .record([("name", name == "main" ? .none : .string(name)), ("business_id", businessID.map(JSON.string))])
  }

  private static func unclear(_ reason: String) -> Failure {
    Failure(
      .configuration,
      "sandbox.company",
      "The company is not understood: \(reason).",
      hint: "Write it like esimerkki:k3y:2617416-4."
    )
  }
}

extension ProcountorGate.Settings {
  /// - Throws: `.configuration` when two companies have one name or one key.
  package init(clientID: String, clientSecret: String, _ companies: [ProcountorEntry]) throws(Failure) {
    guard Set(companies.map(\.name)).count == companies.count, Set(companies.map(\.key)).count == companies.count else {
      throw Failure(.configuration, "sandbox.company", "Two companies have one name or one key.")
    }
    let keys = Dictionary(companies.map { ($0.key, $0.name) }, uniquingKeysWith: { $1 })
    self.init(clientID: clientID, clientSecret: clientSecret, keys: keys)
  }
}

extension ProcountorSimulator.Configuration {
  package init(_ options: SimulatorOptions, _ access: ProcountorGate.Settings, _ companies: [ProcountorEntry]) {
    self.init(access, companies: Dictionary(companies.map { ($0.name, $0.settings) }, uniquingKeysWith: { $1 }))
    port = options.port
    failures = options.failures
    seed = options.seed
    state = options.state
  }
}
