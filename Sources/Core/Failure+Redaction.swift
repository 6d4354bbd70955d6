extension Failure {
  /// The failure with every secret taken out of its words: a partner may repeat in an answer what we sent.
  package func redacted(_ secrets: [String]) -> Failure {
    func clean(_ text: String) -> String { Redaction.redact(text, secrets) }
    var failure = self
    failure.message = clean(message)
    failure.detail = detail.map(clean)
    failure.hint = hint.map(clean)
    failure.url = url.map(clean)
    failure.issues = issues.map { issue in
      var issue = issue
      issue.message = clean(issue.message)
      issue.value = issue.value.map(clean)
      issue.path = issue.path.map(clean)
      issue.repair = issue.repair.map(clean)
      return issue
    }
    return failure
  }
}
