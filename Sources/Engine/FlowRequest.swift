package import Core

/// Somebody asks for a flow: a click, a scheduled action, the command line.
package struct FlowRequest: Sendable {
  package var flow: String
  /// Key of the connection.
  package var connection: String
  package var ids: [Int]
  package var company: Int
  package var database: Int64
  /// Why nothing may be sent for this database (`database.copy`, `database.neutralized`); nil when it may.
  package var readOnly: Issue?
  package var user: Int?
  package var correlation: String
  /// How long the asker waits for the partner.
  package var deadline: Duration
  /// Hash of the payload the asker has seen, by record; another content is refused.
  package var hashes: [Int: String]
  /// The asker has confirmed that an old document shall go.
  package var confirmed: Bool
  /// True for clicks: a document that waits for better weather is tried at once.
  package var urgent: Bool

  package init(
    flow: String,
    connection: String,
    ids: [Int],
    company: Int,
    database: Int64,
    readOnly: Issue? = nil,
    user: Int? = nil,
    correlation: String,
    deadline: Duration,
    hashes: [Int: String] = [:],
    confirmed: Bool = false,
    urgent: Bool = true
  ) {
    self.flow = flow
    self.connection = connection
    self.ids = ids
    self.company = company
    self.database = database
    self.readOnly = readOnly
    self.user = user
    self.correlation = correlation
    self.deadline = deadline
    self.hashes = hashes
    self.confirmed = confirmed
    self.urgent = urgent
  }
}
