package import Core
import Foundation
import GRDB

extension SQLiteStore {
  /// Seals every secret anew, in one transaction.
  ///
  /// - Parameter renewed: the same secret, sealed otherwise; nil leaves it as it is.
  /// - Returns: how many were renewed, and how many left.
  /// - Throws: what the disk throws; then all are what they were.
  package func reseal(_ renewed: @escaping @Sendable (SealedSecret) -> [UInt8]?)
    async throws(Failure) -> (renewed: Int, left: Int)
  {
    let counts = try await ledger.write { db in
      let connections = try Self.resealConnections(renewed, db)
      let keys = try Self.resealKeys(renewed, db)
      return [connections.renewed + keys.renewed, connections.left + keys.left]
    }
    return (counts[0], counts[1])
  }

  private static func resealConnections(_ renewed: (SealedSecret) -> [UInt8]?, _ db: Database)
    throws -> (renewed: Int, left: Int)
  {
    var (done, left) = (0, 0)
    // Staged ones, too: they become current later.
    for row in try Row.fetchAll(db, sql: "SELECT database, key, staged, secrets FROM connections") {
      let (database, key, staged) = (row["database"] as Int64, row["key"] as String, row["staged"] as Int64)
      var secrets = try Self.secrets(row)
      for (name, sealed) in secrets {
        let secret = SealedSecret(database: database, connection: key, name: name, sealed: sealed)
        guard let anew = renewed(secret) else {
          left += 1
          continue
        }
        secrets[name] = anew
        done += 1
      }
      let sql = "UPDATE connections SET secrets = ? WHERE database = ? AND key = ? AND staged = ?"
      try db.run(sql, [Self.text(secrets), database, key, staged])
    }
    return (done, left)
  }

  private static func resealKeys(_ renewed: (SealedSecret) -> [UInt8]?, _ db: Database)
    throws -> (renewed: Int, left: Int)
  {
    var (done, left) = (0, 0)
    for row in try Row.fetchAll(db, sql: "SELECT database, key FROM odoo_connections") {
      let (database, key) = (row["database"] as Int64, row["key"] as Data)
      let secret = SealedSecret(database: database, connection: nil, name: "key", sealed: Array(key))
      guard let anew = renewed(secret) else {
        left += 1
        continue
      }
      try db.run("UPDATE odoo_connections SET key = ? WHERE database = ?", [Data(anew), database])
      done += 1
    }
    return (done, left)
  }
}
