import Core
import JSONRPC
import Synchronization
import TestKit

/// What one peer says, and how it answers what it is asked.
struct SessionScript: Sendable {
  enum Door: String, CaseIterable {
    case odoo, operators, nobody
  }

  enum Act: Sendable {
    case say([UInt8])
    /// A call that must be answered, once.
    case call(RequestID, [UInt8])
    case pause(milliseconds: Int)
  }

  enum Ending: Sendable {
    /// Waits for all answers.
    case wait
    /// Cancels what is open, then waits.
    case cancel
    case close
  }

  /// How the peer answers reverse calls.
  enum Manner: Sendable {
    case well, badly, never
    /// Says that the attempt is over; the service then answers nothing more to that call.
    case attemptOver
    case hangUp
  }

  let door: Door
  let acts: [Act]
  let ending: Ending
  let manner: Manner
  /// For the answers to reverse calls.
  let seed: UInt64
  /// Everything must succeed.
  let isHealthy: Bool

  /// A peer of some kind.
  init(_ random: inout SeededRandom) {
    door = random.oneOf(.odoo, .odoo, .odoo, .operators, .operators, .nobody)
    manner = random.oneOf(.well, .well, .well, .badly, .badly, .never, .attemptOver, .hangUp)
    ending = manner == .never ? random.oneOf(.cancel, .close) : random.oneOf(.wait, .wait, .cancel, .close)
    seed = random.next()
    isHealthy = false
    var acts: [Act] = []
    if !random.once(in: 8) { acts.append(Self.call(1, "session/hello", Params.hello(&random, door), &random)) }
    for number in 0..<random.pick(0...12) { acts.append(Self.act(number + 2, &random)) }
    self.acts = acts
  }

  private init(acts: [Act], seed: UInt64) {
    door = .odoo
    self.acts = acts
    ending = .wait
    manner = .well
    self.seed = seed
    isHealthy = true
  }

  /// A peer that does nothing wrong.
  static func healthy(_ random: inout SeededRandom) -> SessionScript {
    let calls: [(String, JSON)] = [
      ("session/hello", Params.validHello(&random)), ("service/health", [:]), ("connection/list", [:]),
    ]
    // One forward call at a time; the last one is the only one.
    let acts = calls.enumerated().map { call($0 + 1, $1.0, $1.1, &random) }
    return SessionScript(acts: acts, seed: random.next())
  }

  private static func call(_ id: Int, _ method: String, _ params: JSON, _ random: inout SeededRandom) -> Act {
    let id: RequestID = random.once(in: 4) ? .text("call \(id)") : .number(firstID + id)
    return .call(id, Message.request(id: id, method: method, params: params).line)
  }

  private static func act(_ id: Int, _ random: inout SeededRandom) -> Act {
    switch random.pick(1...14) {
    case 1: return .pause(milliseconds: random.pick(0...5))
    case 2: return .say(random.mutated(MessageTarget.message(&random).bytes) + [0x0A])
    case 3: return .say(JSONBytes.make(&random) + [0x0A])
    case 4: return .say(Message.notification(method: "session/cancel", params: ["id": .int(firstID + id - 1)]).line)
    case 5 where random.once(in: 2): return .say(Array(repeating: 0x20, count: random.pick(1...100_000)))
    case 6 where random.once(in: 60): return .say([UInt8](repeating: 0x61, count: LineFramer.limit + 2) + [0x0A])
    default:
      let method = random.once(in: 3) ? "flow/run" : random.oneOf(Params.methods, or: "service/health")
      return call(id, method, Params.of(method, &random), &random)
    }
  }

  /// No random id is that high.
  private static let firstID = 10_000

  // MARK: Playing

  /// What is still to be answered, and what was.
  private final class Answers: Sendable {
    struct State {
      var open: Set<RequestID> = []
      var seen: Set<RequestID> = []
      /// Nothing more will be answered.
      var isOver = false
      /// The last lines heard, for a finding.
      var trace: [String] = []
    }
    private let state = Mutex(State())
    func withLock<T>(_ body: (inout State) -> T) -> T { state.withLock { body(&$0) } }
    var isDone: Bool { withLock { $0.open.isEmpty || $0.isOver } }
  }

  func play(on path: String) async throws {
    let peer = try await RawPeer.connect(path)
    defer { peer.close() }
    let answers = Answers()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        await peer.write()
        return false
      }
      group.addTask {
        try await listen(peer, answers)
        return true
      }
      group.addTask {
        try await speak(peer, answers)
        try await patience(answers)
        return false
      }
      while let isClosed = try await group.next() {
        if isClosed || ending == .close || answers.isDone { break }
      }
      peer.close()
      group.cancelAll()
    }
  }

  private var text: String {
    acts.map { act in
      switch act {
      case .say(let bytes), .call(_, let bytes): Finding.readable(bytes)
      case .pause(let milliseconds): "pause \(milliseconds)"
      }
    }.joined(separator: "\n    ") + "\n    \(door) \(manner) \(ending)"
  }

  private func speak(_ peer: RawPeer, _ answers: Answers) async throws {
    var random = SeededRandom(seed: seed)
    for act in acts {
      switch act {
      case .say(let bytes): say(bytes, peer, &random)
      case .call(let id, let bytes):
        answers.withLock { _ = $0.open.insert(id) }
        say(bytes, peer, &random)
      case .pause(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
      }
    }
    guard ending == .cancel else { return }
    for id in answers.withLock({ $0.open }) {
      peer.send(Message.notification(method: "session/cancel", params: ["id": id.json]).line)
    }
  }

  /// In one piece or in several.
  private func say(_ bytes: [UInt8], _ peer: RawPeer, _ random: inout SeededRandom) {
    guard random.once(in: 4), bytes.count < 100_000 else { return peer.send(bytes) }
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      pieces.append(Array(rest.prefix(random.pick(1...max(1, bytes.count / 3)))))
      rest = rest.dropFirst(pieces.last?.count ?? 0)
    }
    peer.send(pieces: pieces)
  }

  /// Waits for the last answer.
  ///
  /// Twelve seconds and four thousand looks: on a machine that does not let this process work, time alone says nothing.
  private func patience(_ answers: Answers) async throws {
    guard ending != .close else { return }
    let end = ContinuousClock.now + .seconds(12)
    var looks = 0
    while ContinuousClock.now < end || looks < 4000, !Task.isCancelled {
      if answers.isDone { return }
      try? await Task.sleep(for: .milliseconds(1))
      looks += 1
    }
    guard !Task.isCancelled else { return }
    let (open, trace) = answers.withLock { ($0.open.map(\.json.text).sorted(), $0.trace) }
    throw Finding("no answer to \(open)\n  heard: \(trace.joined(separator: "\n    "))", text)
  }
}

extension SessionScript {
  /// Hears until the other side closes.
  private func listen(_ peer: RawPeer, _ answers: Answers) async throws {
    var random = SeededRandom(seed: seed &+ 1)
    for await line in peer.lines {
      answers.withLock { $0.trace = $0.trace.suffix(8) + [Finding.readable(Array(line.prefix(200)))] }
      guard let message = try? Message(line: line) else {
        throw Finding("not a message: \(Finding.readable(line))", text)
      }
      switch message {
      case .request(let id, let method, let params):
        answer(id, method, params, peer, answers, &random)
      case .notification: break
      case .result(let id, _): try heard(id, nil, answers)
      case .error(let id, let error):
        try isSensible(error)
        if let id { try heard(id, error, answers) }
      }
    }
  }

  private func heard(_ id: RequestID, _ error: RPCError?, _ answers: Answers) throws {
    let (isNew, isCall) = answers.withLock { state in
      let isCall = state.open.remove(id) != nil
      return (state.seen.insert(id).inserted, isCall)
    }
    if isCall, !isNew { throw Finding("two answers to \(id.json.text)", text) }
    if isHealthy, let error { throw Finding("a healthy peer was refused: \(error.message)", text) }
  }

  /// An error that a person can do something with, and that is not ours.
  private func isSensible(_ error: RPCError) throws {
    let kinds = ["data", "response", "transport", "configuration", "protocol", "internal"]
    guard let kind = error.data?["kind"]?.stringValue, kinds.contains(kind), let code = error.dataCode, !code.isEmpty,
      !error.message.isEmpty
    else { throw Finding("an error without kind, code or words: \(error.message)", text) }
    if kind == "internal", code != "odoo.internal" { throw Finding("\(code): \(error.message)", text) }
  }

  private func answer(
    _ id: RequestID,
    _ method: String,
    _ params: JSON,
    _ peer: RawPeer,
    _ answers: Answers,
    _ random: inout SeededRandom
  ) {
    switch manner {
    case .never: return
    case .well: peer.send(Message.result(id: id, OdooAnswers.good(method, params, &random)).line)
    case .badly: peer.send(OdooAnswers.bad(id, method, params, &random))
    case .hangUp:
      answers.withLock { $0.isOver = true }
      peer.close()
    case .attemptOver:
      answers.withLock { $0.isOver = true }
      let error = RPCError.wire(-32012, "odoo.attempt_over", "This attempt is over.")
      peer.send(Message.error(id: id, error).line)
    }
  }
}
