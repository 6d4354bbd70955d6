package import Core
import Crypto
import Foundation

/// Secrets, sealed at rest with one key that stands outside the store.
///
/// AES-256-GCM; the name under which a secret is kept is authenticated with it, so that a sealed value put in another
/// place does not open.
package struct Vault: Sendable {
  private let key: SymmetricKey

  /// - Throws: `.configuration` `vault.key` when the key has not 32 bytes.
  package init(key: [UInt8]) throws(Failure) {
    guard key.count == 32 else {
      throw Failure(
        .configuration,
        "vault.key",
        "The vault key must have 32 bytes, it has \(key.count).",
        hint: "Make a new one with `odoo-sidecar vault init` and enter the credentials again."
      )
    }
    self.key = SymmetricKey(data: key)
  }

  package static func newKey() -> [UInt8] {
    SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
  }

  package func seal(_ secret: String, name: String) throws(Failure) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(Data(secret.utf8), using: key, authenticating: Data(name.utf8))
      guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
      return Array(combined)
    } catch {
      throw Failure(.internal, "vault.seal", "A secret could not be sealed.", detail: String(describing: error))
    }
  }

  /// - Throws: `.configuration` `vault.locked` when it was sealed with another key or for another place.
  package func open(_ sealed: [UInt8], name: String) throws(Failure) -> String {
    do {
      let box = try AES.GCM.SealedBox(combined: Data(sealed))
      return String(decoding: try AES.GCM.open(box, using: key, authenticating: Data(name.utf8)), as: UTF8.self)
    } catch {
      throw Failure(
        .configuration,
        "vault.locked",
        "A stored credential does not open with the present vault key.",
        hint: "Put the former key back, or enter the credentials of the connector again. If `odoo-sidecar vault rotate`"
          + " was interrupted, run it again."
      )
    }
  }
}
