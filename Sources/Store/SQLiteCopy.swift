import Core
import Foundation
import GRDB

/// A copy of an open file, made with SQLite's online copy while others go on reading and writing.
enum SQLiteCopy {
  /// Writes the copy beside `path` first, so that a file of that name is always a whole one. Blocks.
  ///
  /// - Parameters:
  ///   - source: the open file.
  ///   - path: where the copy shall stand; a file that stands there is replaced.
  ///   - finish: changes the copy before it gets its name.
  /// - Throws: why it could not be written; nothing is left at `path` then.
  static func write(
    _ source: any DatabaseReader,
    to path: String,
    finish: @escaping @Sendable (Database) throws -> Void = { _ in }
  ) throws {
    let partial = path + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    try StateDirectory.touch(partial)
    do {
      try copy(source, to: partial, finish: finish)
      KillPoint.reach("store.copied")
      try StateDirectory.rename(partial, to: path)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    }
  }

  private static func copy(
    _ source: any DatabaseReader,
    to path: String,
    finish: @escaping @Sendable (Database) throws -> Void
  ) throws {
    let target = try DatabaseQueue(path: path)
    try source.backup(to: target)
    try target.writeWithoutTransaction { db in
      // The source's header says WAL; a copy shall be one file.
      try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA")
      try db.inTransaction {
        try finish(db)
        return .commit
      }
    }
    try target.close()
  }
}
