package import Core

/// Which record of Odoo is which of a partner's, for a database in which none of our tables can be.
package struct LinkRow: Sendable, Equatable {
  package enum Origin: String, Sendable, Codable {
    /// A document of the partner became the record, once and for all.
    case arrival
    /// A flow brought the partner's id to the record; one a record.
    case delivery
    /// Somebody linked the two; one for each of the partner's ids, several may name one record.
    case person
  }
  package var id: Int64
  package var database: Int64
  /// Key of the connection.
  package var connection: String
  /// A kind of link, for example `procurify.vendor`, or the id of a flow.
  package var kind: String
  /// Empty where the partner gave none.
  package var externalID: String
  package var origin: Origin
  package var model: String
  package var record: Int
  /// What the record was called when it was linked, for people.
  package var recordName: String?
  package var number: String?
  /// 0 where no entry made it.
  package var entry: Int64
  package var status: String?
  package var sentAt: Timestamp?
  package var at: Timestamp

  package init(
    database: Int64,
    connection: String,
    kind: String,
    externalID: String,
    origin: Origin,
    model: String,
    record: Int,
    at: Timestamp
  ) {
    id = 0
    self.database = database
    self.connection = connection
    self.kind = kind
    self.externalID = externalID
    self.origin = origin
    self.model = model
    self.record = record
    entry = 0
    self.at = at
  }
}

/// Which links to list, ascending by id; nil members do not narrow.
package struct LinkQuery: Sendable {
  package var database: Int64
  package var connection: String?
  package var kind: String?
  package var externalIDs: [String]?
  package var model: String?
  package var records: [Int]?
  /// True for those of documents that came in, false for all others.
  package var isArrival: Bool?
  package var after: Int64 = 0
  /// Nil for all.
  package var limit: Int?

  package init(database: Int64, connection: String? = nil, kind: String? = nil) {
    self.database = database
    self.connection = connection
    self.kind = kind
  }
}
