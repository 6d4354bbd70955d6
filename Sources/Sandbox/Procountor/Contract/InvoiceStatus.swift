/// The words for where an invoice, payment event or receipt stands.
enum InvoiceStatus {
  static let all = words.split(separator: " ").map(String.init)

  private static let words =
    "EMPTY UNFINISHED NOT_SENT SENT RECEIVED PAID PAYMENT_DENIED VERIFIED APPROVED INVALIDATED PAYMENT_QUEUED PARTLY_PAID "
    + "PAYMENT_SENT_TO_BANK MARKED_PAID STARTED INVOICED OVERRIDDEN DELETED UNSAVED PAYMENT_TRANSACTION_REMOVED"

  /// Where an invoice may get a payment: an UNFINISHED one cannot.
  static let payable: Set<String> = [
    "NOT_SENT", "SENT", "APPROVED", "PARTLY_PAID", "PAID", "MARKED_PAID", "PAYMENT_QUEUED", "PAYMENT_SENT_TO_BANK",
  ]
}
