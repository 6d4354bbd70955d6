/// What the five kinds of documents are called in `Arrival`.
///
/// `about` is `<kind>-<key>`, and `externalID` that with `@` and the beginning of the content's hash.
package enum Kind: String, CaseIterable, Sendable {
  /// `vendor-44`; content: the vendor as the list has it, without its payment methods.
  case vendor
  /// `item-c17`, `-s…`, `-n…`, `-h…`: an item of the catalogue or of an order, by what it is known by (7.2).
  case item
  /// `requisition-1207`; content: the header as `global/orders` has it, with its lines of `order-items` (flat) as
  /// `order_items`.
  case requisition
  /// `order-310`; content: the detail of the purchase order, with `order_items` (nested).
  case order
  /// `bill-901`; content: the detail of the bill, with `items` and `costs`.
  case bill

  /// The member that a document has when Procurify lists it and does not show it any more.
  static let gone = "source_gone"

  /// The flow that takes it.
  package var flow: String { "procurify.\(rawValue).pull" }
  /// The partner's word in `Arrival.type`.
  package var type: String { rawValue.uppercased() }
}
