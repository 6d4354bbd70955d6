import Mapping

/// An order item → `purchase.order.line`, alike in requisitions and orders.
enum OrderItemRows {
  static func rows(_ letters: String, from first: Int) -> [Row] {
    func id(_ offset: Int) -> String { "\(letters)\(first + offset)" }
    return [
      .given(
        id(0),
        "product_id",
        "catalog_item",
        as: "the product that is linked to the item (`catalog_item`, `sku`, `num`, else its words)"
      ),
      .field(id(1), "name", "name", .required),
      .given(id(1), "name", "lineComment", as: "below the name"),
      .field(id(2), "product_qty", "quantity", .required, .decimal, .notNegative, .countable),
      .field(id(3), "price_unit", "price", .required, .decimal, .countable),
      .given(id(4), "product_uom_id", "unit", as: "the unit that is linked to the text, else the product's"),
      .given(id(5), "sequence", "PO_line_num", as: "`PO_line_num`, by which lines of a later version are found again"),
      .given(
        id(6),
        "analytic_distribution",
        "account",
        as: "the analytic accounts of the account's department and location"
      ),
      .given(id(7), "tax_ids", as: "none: Procurify's taxes are of the whole order"),
    ]
  }
}
