import Core
import Odoo
import Storage

/// What the engine itself has against a document; codes are listed in `protocol/errors.md`.
extension Issue {
  static func missing(_ model: String, _ id: Int) -> Issue {
    Issue(
      "document.missing",
      "The record does not exist any more, or you may not read it.",
      model: model,
      record: id,
      repair: "Reload the page."
    )
  }

  static func uncommitted(_ model: String, _ id: Int, _ rows: [OdooRow]) -> Issue {
    let first = rows.first ?? OdooRow(model: model, id: id)
    return Issue(
      "document.uncommitted",
      "The document was changed in this very action and is not saved yet.",
      model: first.model,
      record: first.id,
      repair: "Save first, then send."
    )
  }

  static func changedWhileSending(_ entry: Entry) -> Issue {
    about(
      entry,
      "document.changed_while_sending",
      "\(entry.recordName) is under way with other content; this content was not sent.",
      "Wait until it is known what the partner has, then decide."
    )
  }

  static func ignored(_ entry: Entry) -> Issue {
    about(
      entry,
      "document.ignored",
      "\(entry.recordName) was set aside: \(entry.causeText ?? "no reason given").",
      "Press Retry on the document to send it after all."
    )
  }

  static func otherRecord(_ entry: Entry) -> Issue {
    about(
      entry,
      "ledger.other_record",
      "The sidecar knows this number as another record (\(entry.recordName)); the database was restored to an earlier state.",
      "Ask the administrator to run `odoo-sidecar entry reconcile`."
    )
  }

  static func changedSincePreview(_ document: OpenedDocument) -> Issue {
    Issue(
      "document.changed_since_preview",
      "\(document.recordName) has changed since the preview; nothing was sent.",
      model: document.subject.model,
      record: document.subject.record,
      recordName: document.recordName,
      repair: "Look at the preview again, then send."
    )
  }

  static func old(_ document: OpenedDocument, _ day: String, _ from: String) -> Issue {
    Issue(
      "document.older_than_start",
      "\(document.recordName) is dated \(day); this connector sends documents dated from \(from).",
      severity: .warning,
      model: document.subject.model,
      record: document.subject.record,
      recordName: document.recordName,
      repair: "Confirm that this one shall be sent all the same.",
      params: ["day": day, "from": from]
    )
  }

  static func notSettled(_ entry: Entry, _ failure: Failure) -> Issue {
    var issue = about(
      entry,
      failure.code,
      "The partner has \(entry.recordName), but Odoo could not be updated: \(failure.message)",
      failure.hint ?? "It is tried again by itself; nothing is sent twice."
    )
    issue.severity = .warning
    return issue
  }

  private static func about(_ entry: Entry, _ code: String, _ message: String, _ repair: String) -> Issue {
    Issue(
      code,
      message,
      model: entry.subject.model,
      record: entry.subject.record,
      recordName: entry.recordName,
      repair: repair
    )
  }
}
