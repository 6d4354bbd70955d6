import Core
import Engine
import Foundation

/// The file with the key of the vault: 64 hexadecimal digits, readable by its owner alone.
struct VaultKeyFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// - Throws: `.configuration` `vault.key_missing`, `vault.key_open`, `vault.key`.
  func open() throws(Failure) -> Vault {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        .configuration,
        "vault.key_missing",
        "The vault key \(path) is missing or cannot be read.",
        hint: "Make one with `odoo-sidecar vault init`, or name it with vault_key_file."
      )
    }
    try refuseOpenMode()
    let digits = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return try Vault(key: Self.bytes(digits))
  }

  /// Writes a new key; an existing one is never replaced.
  func create() throws(Failure) {
    let digits = Vault.newKey().map { String(format: "%02x", $0) }.joined() + "\n"
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else {
      throw Failure(
        .configuration,
        "vault.key_exists",
        "The vault key \(path) cannot be created: \(String(cString: strerror(errno))).",
        hint: errno == EEXIST ? "It exists already; a new key would make the stored credentials useless." : nil
      )
    }
    defer { close(file) }
    guard write(file, digits, digits.utf8.count) == digits.utf8.count else {
      throw Failure(.configuration, "vault.key_exists", "The vault key \(path) could not be written.")
    }
  }

  private func refuseOpenMode() throws(Failure) {
    let file = SecretFile(path)
    guard file.isPrivate else {
      throw Failure(
        .configuration,
        "vault.key_open",
        "The vault key \(path) can be read by others (mode \(String(file.mode, radix: 8))).",
        hint: "chmod 600 \(path)"
      )
    }
  }

  private static func bytes(_ digits: String) -> [UInt8] {
    let characters = Array(digits)
    guard characters.count.isMultiple(of: 2) else { return [] }
    return stride(from: 0, to: characters.count, by: 2).compactMap { UInt8(String(characters[$0...$0 + 1]), radix: 16) }
  }
}
