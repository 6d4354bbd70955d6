import Core
import Storage

/// Why a document that should go to the partner cannot be built, for the partner's eyes.
package struct Problem: Sendable, Equatable {
  /// For example `procuros.order.send`.
  package var flow: String
  /// What Odoo calls the document, for example `P00042`.
  package var recordName: String
  /// All that is wrong, in English sentences.
  package var reason: String
  /// The partner's field paths that could not be filled, `path1`, `path2` …
  package var context: [String: String]

  package init(flow: String, recordName: String, reason: String, context: [String: String] = [:]) {
    self.flow = flow
    self.recordName = recordName
    self.reason = reason
    self.context = context
  }
}

extension Problem {
  /// Nil for a document that nothing is wrong with.
  init?(_ entry: Entry) {
    let errors = entry.issues.filter { $0.severity == .error }
    guard entry.isHeldForData, !errors.isEmpty else { return nil }
    self.init(
      flow: entry.subject.flow,
      recordName: entry.recordName,
      reason: errors.map(\.message).joined(separator: " "),
      context: Dictionary(
        errors.compactMap(\.path).enumerated().map { ("path\($0.offset + 1)", $0.element) },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }
}

extension Entry {
  private static let toldKey = "problem_told"

  /// Which problem the partner was, or is about to be, told of; a new problem is told anew, the same one is not.
  mutating func noteProblem(after before: JSON) {
    let problem = issues.filter { $0.severity == .error }.map {
      [$0.code, $0.path ?? "", $0.message].joined(separator: "|")
    }
    let mark = problem.isEmpty ? nil : sha256(Array(problem.sorted().joined(separator: "\n").utf8))
    let told = before[Self.toldKey]?.stringValue
    context = context.setting(Self.toldKey, to: (mark ?? told).map(JSON.string))
    report = mark == nil ? nil : mark == told ? report : .due
  }
}
