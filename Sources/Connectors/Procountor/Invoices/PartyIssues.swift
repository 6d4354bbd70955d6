import Core
import Mapping

/// What is wrong with a contact, said alike of invoices and customers.
enum PartyIssues {
  /// The number in `company_registry` or `vat` of the contact behind `prefix` (`commercial_partner_id.` or nothing).
  static func wrongNumber(_ document: DocumentView, at prefix: String, field: String) -> Issue {
    let value = document.text(prefix + field) ?? ""
    let what = field == "vat" ? "VAT number" : "business ID"
    return document.issue(
      field == "vat" ? "procountor.vat_number" : "procountor.business_id",
      "\(value) is no Finnish \(what): its check digit or its length is wrong.",
      at: prefix + field,
      path: field == "vat" ? "taxCode" : "identifier",
      repair: "Correct the \(what), for example \(field == "vat" ? "FI12345671" : "1234567-1"), or remove it."
    )
  }

  static func wrongEmail(_ document: DocumentView, at prefix: String) -> Issue {
    document.issue(
      "procountor.email",
      "\(document.text(prefix + "email") ?? "") is no e-mail address; it is not sent.",
      at: prefix + "email",
      severity: .warning,
      path: "email",
      repair: "Correct the e-mail address."
    )
  }
}
