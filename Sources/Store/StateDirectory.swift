import Core
import Foundation

/// Files of the service's own directory: readable by its user alone.
enum StateDirectory {
  /// Makes the directory (0700) when it is missing; one that exists keeps its mode, it may be more than ours.
  static func make(_ path: String) throws(Failure) {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue { return }
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Failure(
        .configuration,
        "store.directory",
        "The state directory cannot be made.",
        hint: "Create \(path) and give it to the user of the service."
      )
    }
  }

  /// Makes the file when it is missing and takes it from everybody else (0600). SQLite gives `-wal` and `-shm` its mode.
  static func touch(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(storeErrno: errno, path: path) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw Failure(storeErrno: errno, path: path) }
  }

  /// Gives a whole, synced file its name, and the name is on disk as well.
  static func rename(_ partial: String, to path: String) throws(Failure) {
    guard Foundation.rename(partial, path) == 0 else { throw Failure(storeErrno: errno, path: path) }
    let directory = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }
}
