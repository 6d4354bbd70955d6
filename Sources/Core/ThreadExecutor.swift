import Foundation
import Synchronization

/// A thread of our own on which one actor runs, for a C library that wants its handles touched by one thread only.
///
/// The thread runs the actor's jobs, then one `turn`, and so on. A turn may block as long as it likes, provided that it
/// also waits on the bell's descriptor: a new job rings the bell. (Linux has no `DispatchSerialQueue` to build on.)
package final class ThreadExecutor: SerialExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var stopping = false
    var thread: ObjectIdentifier?
  }

  private let state = Mutex(State())
  private let bell = Bell()

  package init() {}

  /// Starts the thread; to be called once.
  ///
  /// - Parameters:
  ///   - name: what the thread is called in a debugger, at most 15 bytes.
  ///   - begin: the first thing the thread does.
  ///   - turn: one round of work on the thread, given the descriptor that becomes readable when the bell is rung.
  ///   - end: the last thing the thread does after `stop`, when no job is left.
  package func start(
    _ name: String,
    begin: @escaping @Sendable () -> Void,
    turn: @escaping @Sendable (_ bell: Int32) -> Void,
    end: @escaping @Sendable () -> Void
  ) {
    let thread = Thread { [self] in
      state.withLock { $0.thread = ObjectIdentifier(Thread.current) }
      begin()
      while let jobs = nextJobs() {
        for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        turn(bell.descriptor)
      }
      end()
    }
    thread.name = name
    thread.start()
  }

  /// Ends the current turn's wait.
  package func wake() { bell.ring() }

  /// Lets the thread end once it has run every job; no job may come after that.
  package func stop() {
    state.withLock { $0.stopping = true }
    wake()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFirst = state.withLock { state in
      state.jobs.append(job)
      return state.jobs.count == 1
    }
    if isFirst { wake() }
  }

  /// Lets `assumeIsolated` work in a turn, which is no job.
  package func checkIsolated() {
    let current = ObjectIdentifier(Thread.current)
    precondition(state.withLock { $0.thread == current }, "not on the thread of this executor")
  }

  /// The jobs that wait, or nil when the thread is to end. The bell is silenced first: a job that comes later rings it
  /// again.
  private func nextJobs() -> [UnownedJob]? {
    bell.silence()
    return state.withLock { state in
      defer { state.jobs = [] }
      return state.jobs.isEmpty && state.stopping ? nil : state.jobs
    }
  }
}

/// A pipe to ourselves: rung from any thread, waited for by `poll`.
private final class Bell: Sendable {
  let descriptor: Int32
  private let clapper: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no file descriptor left for a pipe")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    clapper = ends[1]
  }

  /// A full pipe refuses the byte, and is readable all the same.
  func ring() {
    var byte: UInt8 = 0
    _ = write(clapper, &byte, 1)
  }

  func silence() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }

  deinit {
    close(descriptor)
    close(clapper)
  }
}
