package import Core

/// How far one of a partner's lists is known; it moves when what it says is stored.
package struct MarkRow: Sendable, Equatable {
  package var database: Int64
  /// Key of the connection.
  package var connection: String
  /// Which list: `inbox`, or the id of a flow.
  package var stream: String
  /// In words of the connector's own.
  package var value: String
  package var at: Timestamp

  package init(database: Int64, connection: String, stream: String, value: String, at: Timestamp) {
    self.database = database
    self.connection = connection
    self.stream = stream
    self.value = value
    self.at = at
  }
}
