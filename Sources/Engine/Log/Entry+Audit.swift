import Core
import Storage

extension Entry {
  /// Says of a document that came in what was done to it.
  ///
  /// - Parameters:
  ///   - action: what was done.
  ///   - run: the correlation of the run that did it.
  ///   - user: of Odoo, who asked; nil where nobody did.
  /// - Returns: the words for its line of the log.
  func audit(_ action: LogRow.Audit.Action, run: String, user: Int? = nil) -> LogRow.Audit {
    LogRow.Audit(
      action,
      source: subject.arrival ?? externalID ?? "",
      target: subject.record > 0 ? "\(subject.model),\(subject.record)" : nil,
      hash: hash,
      run: run,
      actor: user.map { "user \($0)" } ?? "sidecar"
    )
  }
}
