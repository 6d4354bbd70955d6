/// What a simulated partner does wrong, and how often.
///
/// Example: `reply-lost:5%,429:2%,503:3 times,slow:2s`. Of the rules that hit one request, the first one counts;
/// `slow` comes on top of any other.
package struct Failures: Sendable, Equatable {
  /// One misbehaviour with its frequency.
  package struct Rule: Sendable, Equatable {
    package var misbehaviour: Misbehaviour
    /// How many of a hundred requests are hit.
    package var percent: Double
    /// After so many hits the rule is spent; nil: never.
    package var times: Int?
    package var scope: FailureScope

    package init(_ misbehaviour: Misbehaviour, percent: Double = 100, times: Int? = nil, scope: FailureScope? = nil) {
      self.misbehaviour = misbehaviour
      self.percent = percent
      self.times = times
      self.scope = scope ?? (misbehaviour == .replyLost ? .send : .all)
    }
  }

  package var rules: [Rule]

  package init(_ rules: [Rule] = []) { self.rules = rules }

  package static let none = Failures()
}
