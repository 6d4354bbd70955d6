import Engine
import Mapping

/// Vendors and items.
extension Procurify {
  static let masterData: [any ReceivingFlow] = [PullVendor(), PullItem()]

  static let masterDataMappings = [
    PrintedMapping(
      name: "procurify-vendor-in",
      markdown: MarkdownTable(
        IncomingVendorMapping.table,
        title: "Procurify: vendor received",
        source: "Source: Procurify API, `GET /api/v3/vendors/all/`; reference 7.1."
      ).text
    ),
    PrintedMapping(
      name: "procurify-item-in",
      markdown: MarkdownTable(
        IncomingItemMapping.table,
        title: "Procurify: item received",
        source: "Source: Procurify API, `GET /api/v3/catalog-items/` and `GET /api/v3/order-items/`; reference 7.2."
      ).text
    ),
  ]
}
