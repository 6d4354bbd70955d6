/// Decides, request by request and repeatably for one seed, what goes wrong.
struct FailureDice: Sendable {
  /// What is to happen to one request.
  struct Decision: Sendable, Equatable {
    var delay: Duration?
    var misbehaviour: Misbehaviour?
  }

  private var rules: [Failures.Rule]
  private var random: SeededGenerator

  init(_ failures: Failures, seed: UInt64) {
    rules = failures.rules
    random = SeededGenerator(seed: seed)
  }

  /// What is to happen to the next request; `spared` does not come this time.
  mutating func decide(_ kind: FailureScope, sparing spared: Misbehaviour? = nil) -> Decision {
    var decision = Decision()
    for index in rules.indices where rules[index].misbehaviour != spared && hits(index, kind) {
      if case .slow(let delay) = rules[index].misbehaviour {
        decision.delay = (decision.delay ?? .zero) + delay
        spend(index)
      } else if decision.misbehaviour == nil {
        decision.misbehaviour = rules[index].misbehaviour
        spend(index)
      }
    }
    return decision
  }

  private mutating func hits(_ index: Int, _ kind: FailureScope) -> Bool {
    let rule = rules[index]
    guard rule.scope.covers(kind), rule.times != 0 else { return false }
    return Double.random(in: 0..<100, using: &random) < rule.percent
  }

  private mutating func spend(_ index: Int) {
    rules[index].times = rules[index].times.map { $0 - 1 }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
