import Core
import Engine

/// Customer and products of an invoice, which Procountor may know by ids of its own.
enum InvoiceNeeds {
  static func of(_ document: JSON, _ settings: Settings) -> [Need] {
    customer(document, settings) + products(document, settings)
  }

  private static func customer(_ document: JSON, _ settings: Settings) -> [Need] {
    let partner = document["commercial_partner_id"]?["id"] ?? document["partner_id"]?["id"]
    guard let record = partner?.intValue else { return [] }
    return [
      Need(
        flow: FlowID.partner,
        model: "res.partner",
        record: record,
        path: ["partnerId"],
        creates: settings.isOn("create_customers")
      )
    ]
  }

  /// One for each row with a product; the rows stand in the order of `InvoiceLines`.
  private static func products(_ document: JSON, _ settings: Settings) -> [Need] {
    let lines = InvoiceLines(document["line_ids"]?.arrayValue ?? [], isCredit: document["move_type"] == "out_refund")
    return lines.lines.enumerated().compactMap { index, line in
      guard let product = line.record["product_id"]?["id"]?.intValue else { return nil }
      return Need(
        flow: FlowID.product,
        model: "product.product",
        record: product,
        path: ["invoiceRows", String(index), "productId"],
        creates: settings.isOn("create_products")
      )
    }
  }
}
