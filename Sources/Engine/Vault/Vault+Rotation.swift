import Core
package import Storage

extension Vault {
  /// The secret sealed with another key; also one that a change of keys that was interrupted has sealed with it already.
  ///
  /// - Returns: nil for one that opens with neither.
  package func resealed(_ secret: SealedSecret, with other: Vault) -> [UInt8]? {
    let place = secret.place
    guard let text = (try? open(secret.sealed, name: place)) ?? (try? other.open(secret.sealed, name: place)) else {
      return nil
    }
    return try? other.seal(text, name: place)
  }
}

extension SealedSecret {
  fileprivate var place: String {
    connection.map { Connections.place(database, $0, name) } ?? OdooConnections.place(database)
  }
}
