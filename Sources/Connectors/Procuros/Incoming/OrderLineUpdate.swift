import Core
import Mapping

/// What turns the lines of a quotation into those of a newer version of the order.
enum OrderLineUpdate {
  /// - Parameters:
  ///   - old: the quotation's lines with `id`, `procuros_order_line_number`, `product_id` and `display_type`.
  ///   - new: the lines of the newer version, looked up.
  /// - Returns: rows as `OdooGateway.write` takes them. A line is the same when it has the buyer's number, or, where the buyer
  ///   gives none, the product. Lines without a buyer's number that the order does not speak of were added by hand: they stay.
  static func rows(from old: [JSON], to new: [IncomingDocument]) -> [JSON] {
    var left = old.filter { $0["display_type"]?.isNull ?? true }
    var rows: [JSON] = []
    for line in new {
      guard let place = left.firstIndex(where: { isSame($0, line) }) else {
        rows.append(.object(line.values))
        continue
      }
      let known = left.remove(at: place)
      rows.append(.object(line.values.setting("id", to: known["id"] ?? .null)))
    }
    let gone = left.filter { number($0) != 0 }
    return rows + gone.map { ["id": $0["id"] ?? .null, "delete": true] }
  }

  /// The lines whose quantity Odoo did not keep: it has fewer places after the point than the buyer's number.
  static func rounded(_ kept: [JSON], _ incoming: Incoming) -> [Issue] {
    var left: [[String]: Int] = [:]
    for row in kept {
      left[key(row["product_id"]?["id"] ?? row["product_id"], row["product_uom_qty"]), default: 0] += 1
    }
    return (incoming.document.lines["order_line"] ?? []).compactMap { line in
      let wanted = key(line["product_id"], line["product_uom_qty"])
      if let rest = left[wanted], rest > 0 {
        left[wanted] = rest - 1
        return nil
      }
      let said = line["product_uom_qty"]?.decimalValue?.shortest ?? ""
      return incoming.issue(
        "procuros.order.rounded",
        "Odoo would round the quantity \(said) of \(line.found["product_id"]?.name ?? "a product").",
        at: line.paths["product_uom_qty"],
        value: said,
        repair: "Raise the decimal accuracy of quantities and the rounding of the unit, or agree on another unit."
      )
    }
  }

  private static func key(_ product: JSON?, _ quantity: JSON?) -> [String] {
    [product?.text ?? "", quantity?.decimalValue?.shortest ?? ""]
  }

  /// Another product is another line: its price and text are not those of the old one.
  private static func isSame(_ old: JSON, _ new: IncomingDocument) -> Bool {
    let product = old["product_id"]?["id"] ?? old["product_id"]
    return number(old) == new["procuros_order_line_number"]?.intValue ?? 0 && product == new["product_id"]
  }

  private static func number(_ line: JSON) -> Int { line["procuros_order_line_number"]?.intValue ?? 0 }
}
