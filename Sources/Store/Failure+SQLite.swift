import Core
import Foundation
import GRDB

extension Failure {
  /// What a failure of SQLite means to whoever runs the service.
  ///
  /// Only the number and SQLite's own text for it are kept: its message and GRDB's description may quote a statement
  /// with its values.
  init(storing error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as DatabaseError: self.init(sqlite: error.resultCode, detail: error.extendedResultCode.description)
    default: self.init(.internal, "store.failed", "The store failed.", detail: String(describing: type(of: error)))
    }
  }

  /// What an `errno` met while opening `path` means.
  init(storeErrno number: Int32, path: String) {
    let detail = "errno \(number) on \(path)"
    switch number {
    case ENOSPC, EDQUOT: self = .storeFull(detail)
    case EACCES, EPERM, EROFS: self = .storeReadOnly(detail)
    default: self = .storeUnreachable(detail)
    }
  }

  private init(sqlite code: ResultCode, detail: String) {
    switch code {
    case .SQLITE_FULL: self = .storeFull(detail)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .storeReadOnly(detail)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .storeCorrupt(detail)
    case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = .storeUnreachable(detail)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .storeBusy(detail)
    default: self.init(.internal, "store.failed", "The store refused an operation.", detail: detail)
    }
  }

  static let storeClosed = Failure(.internal, "store.closed", "The store is closed.")

  /// A value that no release of ours has written.
  static func storeCorrupt(_ detail: String) -> Failure {
    Failure(
      .configuration,
      "store.corrupt",
      "A file of the store is damaged.",
      detail: detail,
      hint: "Stop the service, keep a copy of its state directory and restore the last backup."
    )
  }

  private static func storeFull(_ detail: String) -> Failure {
    Failure(
      .configuration,
      "store.full",
      "The disk with the state directory is full.",
      detail: detail,
      hint: "Free space there; the service goes on by itself."
    )
  }

  private static func storeReadOnly(_ detail: String) -> Failure {
    Failure(
      .configuration,
      "store.readonly",
      "The state directory cannot be written.",
      detail: detail,
      hint: "Give the directory and its files to the user of the service, on a disk that is mounted for writing."
    )
  }

  private static func storeUnreachable(_ detail: String) -> Failure {
    Failure(
      .configuration,
      "store.unreachable",
      "A file of the store cannot be read or written.",
      detail: detail,
      hint: "Check that the disk with the state directory is there, has space and reports no errors."
    )
  }

  private static func storeBusy(_ detail: String) -> Failure {
    Failure(
      .internal,
      "store.busy",
      "Another program holds a file of the store.",
      detail: detail,
      hint: "Close whatever else has ledger.db or log.db open."
    )
  }
}
