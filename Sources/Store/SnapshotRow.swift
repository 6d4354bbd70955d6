package import Core

/// What was last fetched of a partner's own settings for one connection.
package struct SnapshotRow: Sendable, Equatable {
  package var database: Int64
  /// Key of the connection.
  package var connection: String
  package var name: String
  package var fetchedAt: Timestamp
  package var content: JSON

  package init(database: Int64, connection: String, name: String, fetchedAt: Timestamp, content: JSON) {
    self.database = database
    self.connection = connection
    self.name = name
    self.fetchedAt = fetchedAt
    self.content = content
  }
}
