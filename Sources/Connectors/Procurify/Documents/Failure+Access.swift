import Core
import Engine

extension Failure {
  /// What Odoo refuses to the user who does the work, as an issue of the document; anything else stays as it is.
  ///
  /// Source: reference section 9, `access_denied`; nothing is ever done with more rights.
  func denied(_ arrival: Arrival) -> Failure {
    guard code == "odoo.access", issues.isEmpty else { return self }
    let title = [arrival.type, arrival.number].compactMap(\.self).joined(separator: " ")
    let issue = Issue(
      "procurify.access_denied",
      "Odoo does not let the user who does the work take over \(title): \(message)",
      recordName: title,
      repair: "Give that user the rights in Odoo, then retry.",
      params: ["document": title, "reason": message]
    )
    return Failure(.data, "arrival.incomplete", "\(title) cannot be taken over.", issues: [issue], hint: hint)
  }
}
