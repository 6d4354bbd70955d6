import Core

/// The kinds of documents that Procuros lists for us, and who takes them.
///
/// Others (`PRODUCT_CATALOG`, `REMITTANCE_ADVICE` …) stay where they are (reference D-27).
enum DocumentType: String {
  case order = "ORDER"
  case orderResponse = "ORDER_RESPONSE"
  case shippingNotice = "SHIPPING_NOTICE"
  case invoice = "INVOICE"
  case creditNote = "CREDIT_NOTE"

  var flow: String {
    switch self {
    case .order: "procuros.order.receive"
    case .orderResponse: "procuros.order_response.receive"
    case .shippingNotice: "procuros.shipping_notice.receive"
    case .invoice: "procuros.invoice.receive"
    case .creditNote: "procuros.credit_note.receive"
    }
  }

  /// The document's own number, as people and logs are shown it: without control characters and of bounded length.
  func number(in content: JSON) -> String? {
    let name =
      switch self {
      case .order: "orderIdentifier"
      case .orderResponse: "orderResponseIdentifier"
      case .shippingNotice: "shippingNoticeIdentifier"
      case .invoice: "invoiceIdentifier"
      case .creditNote: "creditNoteIdentifier"
      }
    guard let value = content["header"]?[name], value.arrayValue == nil, value.objectValue == nil, !value.isNull else {
      return nil
    }
    let text = (value.stringValue ?? value.text).filter {
      !$0.isNewline && $0.unicodeScalars.allSatisfy { $0.value >= 32 }
    }
    return text.count > 64 ? text.prefix(64) + "…" : text
  }
}
