package import Core

extension Failures {
  /// Reads the value of `--fail`: rules separated by commas, a rule being a name and arguments separated by colons.
  ///
  /// Names: `reply-lost`, `half`, `garbage`, `noise`, `html`, `empty`, `huge`, `hang`, `slow`, `expired-token` and any
  /// status from 400 to 599. Arguments, in any order: `5%`, `3 times`, a scope (`send`, `read`, `all`), and for `slow`
  /// and statuses a time (`2s`, `300ms`), which a status shows as `Retry-After`.
  /// - Throws: `.configuration`, code `sandbox.failures`, naming the part that was not understood.
  package init(parsing text: String) throws(Failure) {
    var rules: [Rule] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: ":").map { $0.trimmed }
      guard let name = words.first, !name.isEmpty else { throw Self.unclear(String(part), "it has no name") }
      rules.append(try Self.rule(name, Array(words.dropFirst())))
    }
    self.init(rules)
  }

  private static func rule(_ name: String, _ words: [String]) throws(Failure) -> Rule {
    var arguments = FailureArguments()
    for word in words {
      guard arguments.take(word) else {
        throw unclear(word, "an argument is 5%, 3 times, 2s, 300ms, send, read or all")
      }
    }
    let misbehaviour = try misbehaviour(name, arguments.time)
    return Rule(
      misbehaviour,
      percent: arguments.percent ?? 100,
      times: arguments.times,
      scope: arguments.scope
    )
  }

  private static func misbehaviour(_ name: String, _ time: Duration?) throws(Failure) -> Misbehaviour {
    if name == "slow" {
      guard let time else { throw unclear(name, "slow needs a time: slow:2s") }
      return .slow(time)
    }
    if let status = Int(name) {
      guard (400...599).contains(status) else { throw unclear(name, "a status is 400 to 599") }
      return .status(status, retryAfter: time.map { Int($0.components.seconds) })
    }
    guard let plain = plain[name] else {
      throw unclear(name, "the names are \(plain.keys.sorted().joined(separator: ", ")), slow and statuses")
    }
    guard time == nil else { throw unclear(name, "only slow and statuses take a time") }
    return plain
  }

  private static let plain: [String: Misbehaviour] = [
    "empty": .empty, "expired-token": .expiredToken, "garbage": .garbage, "half": .half, "hang": .hang,
    "html": .html, "huge": .huge, "noise": .noise, "reply-lost": .replyLost,
  ]

  private static func unclear(_ part: String, _ reason: String) -> Failure {
    Failure(
      .configuration,
      "sandbox.failures",
      "The failure \"\(part)\" is not understood: \(reason).",
      hint: "Write it like reply-lost:5%,429:2%,503:3 times,slow:2s."
    )
  }
}

private struct FailureArguments {
  var percent: Double?
  var times: Int?
  var time: Duration?
  var scope: FailureScope?

  /// Whether the word was understood and stands for the first time.
  mutating func take(_ word: String) -> Bool {
    if let scope = FailureScope(rawValue: word) { return Self.set(&self.scope, scope) }
    if let number = word.number(before: "%"), (0...100).contains(number) { return Self.set(&percent, number) }
    for unit in ["times", "time", "x"] {
      if let number = word.number(before: unit), number >= 1, let count = Int(exactly: number) {
        return Self.set(&times, count)
      }
    }
    if let number = word.number(before: "ms") { return Self.set(&time, .milliseconds(Int64(number))) }
    if let number = word.number(before: "s") { return Self.set(&time, .milliseconds(Int64(number * 1000))) }
    return false
  }

  private static func set<Value>(_ place: inout Value?, _ value: Value) -> Bool {
    guard place == nil else { return false }
    place = value
    return true
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...end])
  }
}

extension String {
  /// The number in front of a unit: `5%`, `3 times`; not negative, at most a million.
  fileprivate func number(before unit: String) -> Double? {
    guard hasSuffix(unit), let number = Double(dropLast(unit.count).trimmed), (0...1_000_000).contains(number) else {
      return nil
    }
    return number
  }
}
