import Core
import Mapping

/// Puts what was found where it was wanted, and says what was not.
struct LookUpRun {
  let findings: [LookUpKey: [JSON]]
  let company: Int
  private(set) var issues: [Issue] = []
  private var told: Set<String> = []

  init(findings: [LookUpKey: [JSON]], company: Int) {
    self.findings = findings
    self.company = company
  }

  mutating func fill(_ document: IncomingDocument) -> IncomingDocument {
    var filled = document
    for want in document.wanted {
      guard let record = record(want, on: filled), let id = record["id"]?.intValue else { continue }
      filled.found[want.field] = record
      filled.values[want.field] = .int(id)
    }
    for (field, lines) in document.lines {
      var done: [IncomingDocument] = []
      for line in lines { done.append(fill(line)) }
      filled.lines[field] = done
    }
    return filled
  }

  private mutating func record(_ want: IncomingDocument.Wanted, on document: IncomingDocument) -> JSON? {
    let found = findings[LookUpKey(want.finder, want.key)] ?? []
    guard let scope = want.finder.scope else { return only(found, want, nil) }
    // What it must fit was not found itself, which is said already.
    guard let other = document.found[scope.field] else { return nil }
    return only(found.filter { scope.fits($0, other) }, want, other)
  }

  private mutating func only(_ found: [JSON], _ want: IncomingDocument.Wanted, _ other: JSON?) -> JSON? {
    let active = found.filter { $0["active"] != false }
    switch (active.count, found.first) {
    case (1, _): return active.first
    case (0, let archived?): tell(want.archived(archived, company, other))
    case (0, nil): tell(want.unknown(company, other))
    default: for candidate in active { tell(want.several(active, candidate)) }
    }
    return nil
  }

  /// One identifier is one thing to mend, however many lines name it.
  private mutating func tell(_ issue: Issue) {
    guard told.insert("\(issue.code) \(issue.record ?? 0) \(issue.message)").inserted else { return }
    issues.append(issue)
  }
}

extension IncomingDocument.Wanted {
  fileprivate func unknown(_ company: Int, _ other: JSON?) -> Issue {
    issue(
      "lookup.unknown",
      "There is no \(finder.what) with the \(finder.noun) \(key)\(scopeWords(other)).",
      repair: finder.repair ?? "Enter \(key) in \(finder.label) of the right \(finder.what)\(scopeWords(other)).",
      what: finder.what + scopeWords(other),
      probe: probe(company, other)
    )
  }

  fileprivate func archived(_ record: JSON, _ company: Int, _ other: JSON?) -> Issue {
    let name = record["display_name"]?.stringValue ?? key
    return issue(
      "lookup.archived",
      "The \(finder.what) \(name) with the \(finder.noun) \(key) is archived.",
      repair: "Unarchive \(name), or enter \(key) in \(finder.label) of another \(finder.what).",
      record: record,
      probe: probe(company, other)
    )
  }

  fileprivate func several(_ candidates: [JSON], _ candidate: JSON) -> Issue {
    let names = candidates.map { $0["display_name"]?.stringValue ?? "\($0["id"]?.intValue ?? 0)" }.joined(
      separator: ", "
    )
    var found = issue(
      "lookup.several",
      "The \(finder.noun) \(key) stands in \(finder.label) of \(candidates.count) records: \(names).",
      repair: "Leave it on the one that is meant and remove it from the others.",
      record: candidate,
      probe: candidate["id"]?.intValue.map { .field(model: finder.model, record: $0, field: finder.field) }
    )
    found.params["candidates"] = names
    return found
  }

  /// What must be there before it is worth another try.
  private func probe(_ company: Int, _ other: JSON?) -> Issue.Probe {
    let scope = other.flatMap { other in finder.scope?.domain(other) } ?? []
    return .domain(
      model: finder.model,
      domain: .array(finder.domain([key], company) + scope + (finder.hasActive ? [["active", "=", true]] : []))
    )
  }

  private func scopeWords(_ other: JSON?) -> String {
    other.flatMap { other in finder.scope.map { " " + $0.words(other) } } ?? ""
  }

  private func issue(
    _ code: String,
    _ message: String,
    repair: String,
    record: JSON? = nil,
    what: String? = nil,
    probe: Issue.Probe?
  ) -> Issue {
    Issue(
      code,
      message,
      model: finder.model,
      record: record?["id"]?.intValue,
      recordName: record?["display_name"]?.stringValue,
      field: finder.field,
      label: finder.label,
      value: key,
      path: path,
      repair: repair,
      params: ["what": what ?? finder.what, "noun": finder.noun],
      probe: probe
    )
  }
}
