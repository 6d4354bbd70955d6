import Core
import Mapping

/// What kind of credit note it is (D-11): as chosen, else by whether it reverses an invoice.
enum CreditNoteType {
  static let about =
    "`procuros_credit_note_type`, else `CORRECTION` when an invoice is reversed and `VALUE_CREDIT` when none is (D-11)"

  static func of(_ note: DocumentView) -> JSON {
    let chosen = note.text("procuros_credit_note_type")
    return .string(chosen ?? (note.id("reversed_entry_id") == nil ? "VALUE_CREDIT" : "CORRECTION"))
  }
}
