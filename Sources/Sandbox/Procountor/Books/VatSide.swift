/// Which VAT is meant.
enum VatSide: String, Sendable {
  case sales, purchase

  init(invoiceType: String) { self = invoiceType.hasPrefix("SALES") ? .sales : .purchase }
}
