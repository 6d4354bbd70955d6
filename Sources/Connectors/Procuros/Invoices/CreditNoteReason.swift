import Core
import Foundation
import Mapping

/// Why a customer gets a credit note (OC7), for customers who are to be told (D-28).
enum CreditNoteReason {
  static let values: [(name: String, about: String)] = [
    ("=reason", "`procuros_credit_note_reason`, as entered in the reversal dialog, for customers who are told (D-28)"),
    (
      "=reference",
      "for customers who are told: of `ref` what follows the number of the reversed invoice and a comma, else all of it"
    ),
  ]
  static let fields = ["=reason": "procuros_credit_note_reason", "=reference": "ref"]
  static let reads = ["procuros_credit_note_reason", "ref", "reversed_entry_id.name"] + customers.map { $0 + flag }

  private static let flag = ".procuros_send_credit_note_reason"
  private static let customers = ["partner_id", "partner_id.commercial_partner_id"]

  static func members(of note: DocumentView) -> [(String, JSON?)] {
    guard customers.contains(where: { note.value($0 + flag) == true }) else { return [] }
    let reference = note.text("ref").map { JSON.string(parsed($0, of: note)) }
    return [("=reason", note.value("procuros_credit_note_reason")), ("=reference", reference)]
  }

  /// Odoo writes "Reversal of: NAME, reason", on 19 in the customer's language; the name is what can be found in it.
  private static func parsed(_ reference: String, of note: DocumentView) -> String {
    guard let name = note.text("reversed_entry_id.name"), let range = reference.range(of: name + ", ") else {
      return reference
    }
    return String(reference[range.upperBound...])
  }
}
