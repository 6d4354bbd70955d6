import Foundation

/// A file that nobody but the service may read.
struct SecretFile {
  let path: String

  init(_ path: String) { self.path = path }

  var mode: Int { (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0 }

  /// systemd may grant a credential by access list, which shows as a group's right; its directory is the service's alone.
  var isPrivate: Bool {
    let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    let isCredential = credentials.map { path.hasPrefix($0 + "/") } ?? false
    return mode & (isCredential ? 0o007 : 0o077) == 0
  }
}
