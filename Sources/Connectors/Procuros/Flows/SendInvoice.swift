import Core
import Engine
import Mapping

/// A posted customer invoice leaves as an INVOICE transaction: `procuros.invoice.send`.
struct SendInvoice: TransactionFlow {
  let id = "procuros.invoice.send"
  let label = "Send Invoice to Procuros"
  let type = "INVOICE"
  let table = InvoiceMapping.table
  let number = "invoiceIdentifier"
  let day = "invoiceDate"

  /// Posted invoices of customers with *Send Invoice & Credit Notes* that Procuros does not know of; the addon says
  /// which ones.
  func candidates(_ settings: Settings) -> JSON? {
    [["move_type", "=", "out_invoice"], ["procuros_state", "=", "not_sent"]]
  }
}
