import Core
import Engine
import Mapping

/// A posted customer credit note leaves as a CREDIT_NOTE transaction: `procuros.credit_note.send`.
struct SendCreditNote: TransactionFlow {
  let id = "procuros.credit_note.send"
  let label = "Send Credit Note to Procuros"
  let type = "CREDIT_NOTE"
  let table = CreditNoteMapping.table
  let number = "creditNoteIdentifier"
  let day = "creditNoteDate"

  /// As for invoices.
  func candidates(_ settings: Settings) -> JSON? {
    [["move_type", "=", "out_refund"], ["procuros_state", "=", "not_sent"]]
  }
}
