package import Core

/// What makes an Odoo database this one and no copy of it.
package struct DatabaseIdentity: Sendable, Hashable, Codable {
  package var uuid: String
  package var name: String
  /// `pg_database.oid`; nil over HTTP.
  package var oid: Int64?
  /// `system_identifier` of the PostgreSQL cluster; nil where Odoo's role may not read it.
  package var systemIdentifier: String?

  package init(uuid: String, name: String, oid: Int64?, systemIdentifier: String?) {
    self.uuid = uuid
    self.name = name
    self.oid = oid
    self.systemIdentifier = systemIdentifier
  }
}

/// One Odoo database this service has met.
package struct DatabaseRow: Sendable, Equatable {
  package var id: Int64
  package var identity: DatabaseIdentity
  /// `addon` or `http`.
  package var road: String
  package var firstSeen: Timestamp

  package init(id: Int64, identity: DatabaseIdentity, road: String, firstSeen: Timestamp) {
    self.id = id
    self.identity = identity
    self.road = road
    self.firstSeen = firstSeen
  }
}

/// The settings of one connection at one revision; `staged` until a committed read shows the revision.
package struct ConnectionRow: Sendable, Equatable {
  package var database: Int64
  /// UUID made by the addon.
  package var key: String
  package var revision: Int
  package var staged: Bool
  package var savedAt: Timestamp
  /// The wire's `Connection` without `key`: connector, name, company_id, environment, state, send_from, settings …
  package var content: JSON
  /// Sealed secrets by name; opened by the vault alone.
  package var secrets: [String: [UInt8]]

  package init(
    database: Int64,
    key: String,
    revision: Int,
    staged: Bool,
    savedAt: Timestamp,
    content: JSON,
    secrets: [String: [UInt8]]
  ) {
    self.database = database
    self.key = key
    self.revision = revision
    self.staged = staged
    self.savedAt = savedAt
    self.content = content
    self.secrets = secrets
  }
}

/// What a scheduled action asked for of one connection, and what became of it.
package struct JobRow: Sendable, Equatable {
  package var database: Int64
  /// Key of the connection.
  package var connection: String
  /// `incoming`, `mark`, `outgoing`, `pull`, or `import:` and the flow.
  package var name: String
  package var askedAt: Timestamp
  /// Nil while it is to be done.
  package var endedAt: Timestamp?
  /// Counts, how far it came, and the failure it met.
  package var content: JSON

  package init(
    database: Int64,
    connection: String,
    name: String,
    askedAt: Timestamp,
    endedAt: Timestamp? = nil,
    content: JSON = .object(JSONObject())
  ) {
    self.database = database
    self.connection = connection
    self.name = name
    self.askedAt = askedAt
    self.endedAt = endedAt
    self.content = content
  }
}

/// One line of the log; bodies are kept apart and fetched one by one.
package struct LogRow: Sendable, Equatable {
  package enum Level: String, Sendable, Codable, CaseIterable {
    case info
    case dataIssue = "data_issue"
    case responseError = "response_error"
  }
  package var id: Int64
  package var database: Int64?
  package var entry: Int64?
  package var level: Level
  package var code: String
  package var message: String
  package var at: Timestamp
  package var correlation: String
  package var subject: EntrySubject?
  package var recordName: String?
  package var method: String?
  package var url: String?
  /// A page of the partner's portal about what this line says, for a person to open.
  package var page: String?
  package var status: Int?
  package var durationMilliseconds: Int?
  package var request: ExchangeHalf?
  package var response: ExchangeHalf?
  /// Of a line about one record: what was done to it, by whom and in which run.
  package var audit: Audit?

  /// Who did what to which record, and with which content.
  package struct Audit: Sendable, Equatable, Codable {
    package enum Action: String, Sendable, Codable {
      case read, created, updated, unchanged, skipped, quarantined, failed
    }
    package var action: Action
    /// The partner's id of the document and version.
    package var source: String
    /// The record in Odoo, `account.move,44`; nil while there is none.
    package var target: String?
    /// SHA-256 of the content.
    package var hash: String
    /// The run that did it.
    package var run: String
    /// `user 7` of Odoo, or `sidecar` where nobody asked.
    package var actor: String

    package init(_ action: Action, source: String, target: String?, hash: String, run: String, actor: String) {
      self.action = action
      self.source = source
      self.target = target
      self.hash = hash
      self.run = run
      self.actor = actor
    }
  }

  package init(
    level: Level,
    code: String,
    message: String,
    at: Timestamp,
    correlation: String,
    database: Int64? = nil,
    entry: Int64? = nil,
    subject: EntrySubject? = nil,
    recordName: String? = nil
  ) {
    id = 0
    self.database = database
    self.entry = entry
    self.level = level
    self.code = code
    self.message = message
    self.at = at
    self.correlation = correlation
    self.subject = subject
    self.recordName = recordName
    method = nil
    url = nil
    page = nil
    status = nil
    durationMilliseconds = nil
    request = nil
    response = nil
    audit = nil
  }
}

/// What went one way in an exchange, redacted before it comes here.
package struct ExchangeHalf: Sendable, Equatable, Codable {
  package var headers: [[String]]
  package var body: String
  package var truncated: Bool

  package init(headers: [[String]], body: String, truncated: Bool) {
    self.headers = headers
    self.body = body
    self.truncated = truncated
  }
}

/// Which log lines to list, newest last; nil members do not narrow.
package struct LogQuery: Sendable {
  package var database: Int64?
  package var entry: Int64?
  package var level: LogRow.Level?
  package var after: Int64
  package var limit: Int

  package init(
    database: Int64? = nil,
    entry: Int64? = nil,
    level: LogRow.Level? = nil,
    after: Int64 = 0,
    limit: Int = 200
  ) {
    self.database = database
    self.entry = entry
    self.level = level
    self.after = after
    self.limit = limit
  }
}
