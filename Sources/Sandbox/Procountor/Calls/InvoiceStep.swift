import Core

/// One step in the life of an invoice.
enum InvoiceStep: String, Sendable {
  case approve, verify, reject, send, invalidate
  case reopen = "unfinished"

  /// Where the invoice stands afterwards; nil when the step is not open to it.
  func status(after invoice: JSON) -> String? {
    let status = invoice["status"]?.stringValue ?? ""
    let isSales = invoice["type"]?.stringValue?.hasPrefix("SALES") == true
    switch self {
    case .approve where isSales:
      guard status == "UNFINISHED" else { return nil }
      return invoice["invoiceChannel"] == "NO_SENDING" ? "APPROVED" : "NOT_SENT"
    case .approve: return ["UNFINISHED", "RECEIVED", "VERIFIED"].contains(status) ? "APPROVED" : nil
    case .verify: return !isSales && ["UNFINISHED", "RECEIVED"].contains(status) ? "VERIFIED" : nil
    case .reject: return !isSales && ["RECEIVED", "VERIFIED"].contains(status) ? "PAYMENT_DENIED" : nil
    case .send: return isSales && ["NOT_SENT", "SENT"].contains(status) ? "SENT" : nil
    case .reopen: return ["NOT_SENT", "APPROVED", "VERIFIED"].contains(status) ? "UNFINISHED" : nil
    case .invalidate:
      return ["UNFINISHED", "NOT_SENT", "APPROVED", "SENT", "RECEIVED", "VERIFIED"].contains(status)
        ? "INVALIDATED" : nil
    }
  }

  /// As the event log names it; it has no word for making an invoice invalid.
  var action: String? {
    switch self {
    case .approve: "APPROVAL"
    case .verify: "VERIFICATION"
    case .reject: "DENY_PAYMENT"
    case .send: "SEND"
    case .reopen: "RESTORED_UNFINISHED"
    case .invalidate: nil
    }
  }
}
