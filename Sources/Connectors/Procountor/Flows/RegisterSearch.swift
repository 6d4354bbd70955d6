import Core
import Engine
import Foundation
import Storage

/// What Procountor's registers have already of a record that is to be created there.
enum RegisterSearch {
  /// Takes over the one that is there; several are for a person to choose from, none may be created.
  static func adopt(_ hits: [JSON], _ entry: Entry, _ what: String, code: String) throws(Failure) -> Receipt? {
    guard hits.count < 2 else { throw several(hits, entry, what, code) }
    guard let id = hits.first?["id"]?.intValue else { return nil }
    return Receipt(
      externalID: String(id),
      number: nil,
      message: "Procountor had this \(what) already; it was taken over as it is there."
    )
  }

  private static func several(_ hits: [JSON], _ entry: Entry, _ what: String, _ code: String) -> Failure {
    let names = hits.map { "\($0["name"]?.stringValue ?? "without name") (id \($0["id"]?.intValue ?? 0))" }
    let words = names.prefix(5).joined(separator: ", ")
    let issue = Issue(
      code,
      "Procountor has \(hits.count) that could be \(entry.recordName): \(words).",
      model: entry.subject.model,
      record: entry.subject.record,
      recordName: entry.recordName,
      repair:
        "Enter the id of the right \(what) on \(entry.recordName), or leave only one in Procountor, and try again.",
      params: ["found": words]
    )
    return Failure(.data, code, issue.message, issues: [issue], hint: issue.repair)
  }

  /// Whether a row was created or changed since an entry was opened, to the day: Procountor's clock has no zone.
  static func isYoung(_ row: JSON, _ entry: Entry) -> Bool {
    guard let version = row["version"]?.stringValue else { return true }
    return version.prefix(10) >= (entry.createdAt + .seconds(-86_400)).text.prefix(10)
  }
}
