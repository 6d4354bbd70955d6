import Core
import Dispatch
import GRDB
import Synchronization

/// One open SQLite file: many readers, and one writer that many callers share.
///
/// An `fsync` takes a hundred times longer than a small write, so the operations that arrive while one commit is on its
/// way to the disk wait together and go into the next one, each in its own savepoint. All of it runs on GRDB's threads.
/// Neither reading nor writing looks at the cancellation of the caller's task: what became of a document has to be
/// written down in a cancelled run as well.
final class SQLiteFile: Sendable {
  /// One caller's part of a commit.
  private struct Operation: Sendable {
    /// Does the work; what it returns gives the caller the answer once the commit is on disk.
    let perform: @Sendable (Database) throws -> @Sendable () -> Void
    let refuse: @Sendable (Failure) -> Void
  }

  private struct State: Sendable {
    var waiting: [Operation] = []
    var isClosed = false
  }

  let writer: any DatabaseWriter
  private let state = Mutex(State())
  /// Calls that have no answer yet; GRDB must not be closed under them.
  private let open = DispatchGroup()

  init(_ writer: any DatabaseWriter) { self.writer = writer }

  /// How many operations wait for the next commit.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Runs `body` on a reader, which sees everything written before.
  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(Failure) -> T {
    try begin()
    defer { open.leave() }
    let result: Result<T, Failure> = await withCheckedContinuation { caller in
      writer.asyncRead { reader in
        caller.resume(returning: Result { try body(try reader.get()) }.mapError { Failure(storing: $0) })
      }
    }
    return try result.get()
  }

  /// Runs `body` in the next commit and returns once that is on disk; when it throws, nothing of it is kept.
  ///
  /// - Parameter body: may run a second time when the commit it shared was lost; its first run is rolled back then.
  /// - Returns: what `body` returned in the run that was kept.
  /// - Throws: what `body` threw, or why the commit failed.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(Failure) -> T {
    try begin()
    defer { open.leave() }
    let result: Result<T, Failure> = await withCheckedContinuation { caller in
      enqueue(
        Operation(
          perform: { db in
            let value = try body(db)
            return { caller.resume(returning: .success(value)) }
          },
          refuse: { caller.resume(returning: .failure($0)) }
        )
      )
    }
    return try result.get()
  }

  /// Refuses further calls, waits for those under way and closes the file. Blocks.
  func close() {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return }
    open.wait()
    // What fails here is tidying up, so that the file is whole without its `-wal`; every write is on disk already.
    _ = try? writer.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    try? writer.close()
  }

  private func begin() throws(Failure) {
    let isClosed = state.withLock { state in
      if !state.isClosed { open.enter() }
      return state.isClosed
    }
    if isClosed { throw .storeClosed }
  }

  private func enqueue(_ operation: Operation) {
    let isFirst = state.withLock { state in
      state.waiting.append(operation)
      return state.waiting.count == 1
    }
    if isFirst { writer.asyncWriteWithoutTransaction { db in self.commitWaiting(db) } }
  }

  private func commitWaiting(_ db: Database) {
    let batch = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    commit(batch, db)
  }

  private func commit(_ batch: [Operation], _ db: Database) {
    do {
      let answers = try transaction(batch, db)
      KillPoint.reach("store.committed")
      for answer in answers { answer() }
    } catch {
      let failure = Failure(storing: error)
      guard batch.count > 1 else { return batch.forEach { $0.refuse(failure) } }
      // One operation may be too much for the disk where the others are not: each gets a commit of its own.
      for operation in batch { commit([operation], db) }
    }
  }

  /// - Returns: what tells each caller its outcome.
  /// - Throws: when the whole transaction is lost.
  private func transaction(_ batch: [Operation], _ db: Database) throws -> [@Sendable () -> Void] {
    var answers: [@Sendable () -> Void] = []
    try db.inTransaction(.immediate) {
      for operation in batch { answers.append(try perform(operation, db)) }
      KillPoint.reach("store.committing")
      return .commit
    }
    return answers
  }

  private func perform(_ operation: Operation, _ db: Database) throws -> @Sendable () -> Void {
    do {
      var answer: @Sendable () -> Void = {}
      try db.inSavepoint {
        answer = try operation.perform(db)
        return .commit
      }
      return answer
    } catch {
      // SQLite itself ends the transaction after some errors, a full disk for one.
      guard db.isInsideTransaction else { throw error }
      let failure = Failure(storing: error)
      return { operation.refuse(failure) }
    }
  }
}
