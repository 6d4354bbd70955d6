import Core
import Foundation
import Testing

@Suite("Core: a thread of our own", .timeLimit(.minutes(5)))
struct ThreadExecutorTests {
  private actor Worker {
    private nonisolated let executor = ThreadExecutor()
    private var turns = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Every turn sleeps until the bell rings.
    nonisolated func start(end: @escaping @Sendable () -> Void = {}) {
      executor.start("worker") {
      } turn: { bell in
        self.assumeIsolated { $0.turns += 1 }
        var descriptor = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, -1)
      } end: {
        end()
      }
    }

    nonisolated func stop() { executor.stop() }

    func thread() -> ObjectIdentifier { ObjectIdentifier(Thread.current) }
    func turnsSoFar() -> Int { turns }
  }

  @Test("an actor runs on one thread, whoever calls and however often")
  func oneThread() async {
    let worker = Worker()
    worker.start()
    let threads = await withTaskGroup { group in
      for _ in 0..<1000 { group.addTask { await worker.thread() } }
      return await group.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
    }
    #expect(threads.count == 1)
    worker.stop()
  }

  @Test("a new job ends the sleep of a turn, time after time")
  func wakes() async {
    let worker = Worker()
    worker.start()
    for _ in 0..<100 {
      // A task of its own, because calls in a row may stay on the actor and become one job.
      await withTaskGroup { group in group.addTask { _ = await worker.thread() } }
    }
    #expect(await worker.turnsSoFar() > 1)
    worker.stop()
  }

  @Test("the thread ends after stop")
  func ends() async {
    let worker = Worker()
    await withCheckedContinuation { ended in
      worker.start { ended.resume() }
      worker.stop()
    }
  }
}
