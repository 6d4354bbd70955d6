import CCurl
import Core
import Synchronization

/// The one thread on which every call of a client runs: takes new ones, moves bytes, ends what is done or overdue.
actor TransferLoop {
  private nonisolated let executor = ThreadExecutor()
  /// Filled from any thread, because a cancelled task has no time to wait for this one.
  private nonisolated let cancelled = Mutex<[Int]>([])
  private let configuration: HTTPClient.Configuration
  /// There for as long as the thread is.
  private var multi: MultiHandle?
  private var queue: HostQueue
  private var transfers: [Int: Transfer] = [:]
  private var running: [UnsafeMutableRawPointer: Int] = [:]
  private var lastID = 0
  /// No deadline passes before this; nil when nothing is under way.
  private var nextCheck: ContinuousClock.Instant?

  init(_ configuration: HTTPClient.Configuration) {
    self.configuration = configuration
    queue = HostQueue(limit: configuration.maxConnectionsPerHost)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// The thread holds the loop until `stop`.
  nonisolated func start() {
    executor.start("http") {
      self.assumeIsolated { $0.multi = MultiHandle() }
    } turn: { bell in
      self.assumeIsolated { $0.turn(bell) }
    } end: {
      self.assumeIsolated { $0.multi = nil }
    }
  }

  nonisolated func stop() { executor.stop() }

  func exchange(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let origin = try Origin(of: request.url)
    try request.checkHeaders()
    lastID += 1
    let id = lastID
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { begin(Transfer(id, request, origin, $0)) }
    } onCancel: {
      cancelled.withLock { $0.append(id) }
      executor.wake()
    }
    return try answer.get()
  }

  /// A task cancelled before its transfer is known here is seen at once, one cancelled later is found in `cancelled`.
  private func begin(_ transfer: Transfer) {
    guard !Task.isCancelled else { return transfer.fail(.cancelled) }
    transfers[transfer.id] = transfer
    watch(transfer)
    if queue.enter(transfer.id, at: transfer.origin) { start(transfer) }
  }

  private func start(_ transfer: Transfer) {
    guard let easy = transfer.start(configuration), multi?.add(easy) == true else {
      return end(transfer) { $0.fail(.client) }
    }
    running[easy] = transfer.id
    watch(transfer)
  }

  /// Takes the transfer out everywhere, gives its answer and lets the next one in; once is enough.
  private func end(_ transfer: Transfer, _ answer: (Transfer) -> Void) {
    guard transfers.removeValue(forKey: transfer.id) != nil else { return }
    var next: Int?
    if let easy = transfer.handle {
      multi?.remove(easy)
      running[easy] = nil
    }
    if transfer.hasStarted {
      next = queue.leave(transfer.origin)
    } else {
      queue.giveUp(transfer.id, at: transfer.origin)
    }
    answer(transfer)
    if let next, let waiting = transfers[next] { start(waiting) }
  }

  private func watch(_ transfer: Transfer) {
    let deadline = transfer.nextDeadline(.now)
    nextCheck = min(nextCheck ?? deadline, deadline)
  }
}

extension TransferLoop {
  /// One round: what was cancelled, what libcurl can do now, what is done, what is overdue; then sleep until something
  /// happens. A libcurl that is broken is begun afresh.
  private func turn(_ bell: Int32) {
    endCancelled()
    let moved = multi?.perform() ?? false
    endDone()
    endOverdue()
    let waited = multi?.wait(bell: bell, milliseconds: untilNextCheck) ?? false
    if !moved || !waited {
      for transfer in transfers.values { end(transfer) { $0.fail(.client) } }
      multi = MultiHandle()
    }
  }

  private func endCancelled() {
    let ids = cancelled.withLock { ids in
      defer { ids = [] }
      return ids
    }
    for id in ids {
      if let transfer = transfers[id] { end(transfer) { $0.fail(.cancelled) } }
    }
  }

  private func endDone() {
    while let done = multi?.nextDone() {
      guard let transfer = running[done.easy].flatMap({ transfers[$0] }) else { continue }
      end(transfer) { $0.finish(done.code) }
    }
  }

  private func endOverdue() {
    let now = ContinuousClock.now
    guard let nextCheck, nextCheck <= now else { return }
    for transfer in transfers.values {
      if let problem = transfer.overdue(now) { end(transfer) { $0.fail(problem) } }
    }
    self.nextCheck = transfers.values.map { $0.nextDeadline(now) }.min()
  }

  /// Milliseconds, rounded up so that the deadline is past afterwards; an hour when nothing is under way.
  private var untilNextCheck: Int32 {
    guard let nextCheck else { return 3_600_000 }
    return Int32(clamping: max(0, (nextCheck - .now).milliseconds + 1))
  }
}
