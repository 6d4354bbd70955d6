package import Core
import Foundation
import GRDB

extension SQLiteStore {
  private static let columns = [
    "database", "url", "name", "login", "dialect", "is_dialect_fixed", "version", "key", "key_expires",
    "is_expiry_given", "uuid", "checked_at", "state", "message",
  ]
  private static let replace = """
    INSERT OR REPLACE INTO odoo_connections (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    """

  package func keep(_ connection: OdooConnectionRow) async throws(Failure) {
    try await ledger.write { db in try Self.write(connection, db) }
  }

  package func note(_ connection: OdooConnectionRow) async throws(Failure) -> Bool {
    try await ledger.write { db in
      let sql = "SELECT * FROM odoo_connections WHERE database = ? AND key = ?"
      let known = try db.first(sql, [connection.database, Data(connection.key)], Self.odooConnection)
      guard known != nil else { return false }
      try Self.write(connection, db)
      return true
    }
  }

  private static func write(_ connection: OdooConnectionRow, _ db: Database) throws {
    try db.run(
      replace,
      [
        connection.database, connection.url, connection.name, connection.login, connection.dialect,
        connection.isDialectFixed, connection.version, Data(connection.key), connection.keyExpires?.milliseconds,
        connection.isExpiryGiven, connection.uuid, connection.checkedAt.milliseconds, connection.state,
        connection.message,
      ]
    )
  }

  package func odooConnections() async throws(Failure) -> [OdooConnectionRow] {
    try await ledger.read { db in
      try db.all("SELECT * FROM odoo_connections ORDER BY database", [], Self.odooConnection)
    }
  }

  package func odooConnection(database: Int64) async throws(Failure) -> OdooConnectionRow? {
    try await ledger.read { db in
      try db.first("SELECT * FROM odoo_connections WHERE database = ?", [database], Self.odooConnection)
    }
  }

  package func removeOdooConnection(database: Int64) async throws(Failure) -> Bool {
    try await ledger.write { db in
      try db.run("DELETE FROM odoo_connections WHERE database = ?", [database])
      return db.changesCount > 0
    }
  }

  private static func odooConnection(_ row: Row) throws -> OdooConnectionRow {
    let key: Data = try row.value("key")
    return OdooConnectionRow(
      database: try row.value("database"),
      url: try row.value("url"),
      name: try row.value("name"),
      login: try row.value("login"),
      dialect: try row.value("dialect"),
      isDialectFixed: try row.value("is_dialect_fixed"),
      version: try row.value("version"),
      key: Array(key),
      keyExpires: try row.timestampIfPresent("key_expires"),
      isExpiryGiven: try row.value("is_expiry_given"),
      uuid: try row.value("uuid"),
      checkedAt: try row.timestamp("checked_at"),
      state: try row.value("state"),
      message: try row.value("message")
    )
  }
}
