/// What may be wrong with a made-up document, by the name that requests and answers use.
enum DocumentFault: String, Sendable, CaseIterable {
  case unknownGLN = "unknown_gln"
  case unknownGTIN = "unknown_gtin"
  case unknownUnit = "unknown_unit"
  case missingOrder = "missing_order"
  case missingInvoice = "missing_invoice"
  case moreThanOrdered = "more_than_ordered"
  case duplicate
  case fieldTooLong = "field_too_long"
  case controlCharacters = "control_characters"
  case eightDecimals = "eight_decimals"
  case negativeQuantity = "negative_quantity"
  case zeroQuantity = "zero_quantity"
  case manyLines = "many_lines"

  /// The types of documents in which it shows; a duplicate is of any type.
  var types: [String] {
    switch self {
    case .unknownGLN, .fieldTooLong, .controlCharacters, .negativeQuantity, .zeroQuantity: ["ORDER", "INVOICE"]
    case .unknownGTIN: ["ORDER", "SHIPPING_NOTICE", "INVOICE", "CREDIT_NOTE"]
    case .unknownUnit, .manyLines: ["ORDER"]
    case .missingOrder: ["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE"]
    case .missingInvoice: ["CREDIT_NOTE"]
    case .moreThanOrdered: ["SHIPPING_NOTICE"]
    case .eightDecimals: ["INVOICE"]
    case .duplicate: []
    }
  }
}
