import Core
package import Mapping

/// Procurify item, of the catalogue or of an order → `product.product`.
///
/// Source: Procurify API, schemas `CatalogItemRead` and `OrderItem`; reference 7.2.
package enum IncomingItemMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "product.product", partner: "ITEM", .toOdoo, rows: [
    //              Odoo                           Procurify        rules
    .given("QI1",   "procurify_id",                "id",            as: "`catalog_item`, else `sku`, else `num`, else vendor and name, through `sidecar.reference`"),
    .field("QI2",   "name",                        "name",          .required),
    .field("QI3",   "default_code",                "internalSKU"),
    .given("QI3",   "default_code",                "sku",           as: "of an order's item, else `num`; a product that has it already is linked"),
    .given("QI4",   "uom_id",                      "unit",          as: "`unitType` in the catalogue; the linked unit, else the one of that name, else Odoo's own with a warning; up to 18.0 also as `uom_po_id`"),
    .given("QI5",   "seller_ids",                  "price",         as: "a line for the linked vendor, with `price`, `currency` and the number; never the sales price"),
    .fixed("QI6",   "purchase_ok",                 true),
    .fixed("QI6",   "sale_ok",                     false),
    .fixed("QI7",   "purchase_method",             "purchase"),
    .preset("QI8",  "type",                        setting: "product_type"),
    .given("QI9",   "property_account_expense_id", "account_code",  as: "the linked account, else the one of that code, with setting `set_product_account`"),
    .given("QI10",  "description_purchase",        "description",   as: "in the catalogue"),
  ])
}
