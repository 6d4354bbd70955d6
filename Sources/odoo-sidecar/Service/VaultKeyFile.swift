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

  /// The key that is to follow this one: made now, or left by a change that was interrupted.
  func openNext() throws(Failure) -> Vault {
    let next = VaultKeyFile(path + ".next")
    if !FileManager.default.fileExists(atPath: next.path) { try next.create() }
    return try next.open()
  }

  /// Puts the next key in the place of this one, which it keeps under another name, with the same owner.
  ///
  /// - Returns: where the former key is.
  /// - Throws: `.configuration` `vault.key_exists`; this key still counts then.
  func replace(at now: Timestamp) throws(Failure) -> String {
    let former = "\(path).until-\(now.text.prefix(19).replacing(":", with: ""))"
    var status = stat()
    guard stat(path, &status) == 0, chown(path + ".next", status.st_uid, status.st_gid) == 0,
      link(path, former) == 0, rename(path + ".next", path) == 0
    else {
      throw Failure(
        .configuration,
        "vault.key_exists",
        "The new vault key could not take the place of \(path): \(String(cString: strerror(errno))).",
        hint: "Correct the directory and run `odoo-sidecar vault rotate` again before the service is started."
      )
    }
    return former
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
