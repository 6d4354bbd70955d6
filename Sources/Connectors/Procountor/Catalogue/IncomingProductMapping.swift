import Core
package import Mapping

/// Procountor sales product → `product.product`.
///
/// Source: Procountor API 26.04, schema `Product`; reference 4.6 and 6.7. Prices are net.
package enum IncomingProductMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "product.product", partner: "PRODUCT", .toOdoo, rows: [
    //              Odoo              Procountor     rules
    .given("PD1",   "procountor_id",  "id",          as: "`id`, through `sidecar.reference`"),
    .field("PD2",   "name",           "name",        .required),
    .field("PD3",   "default_code",   "code"),
    .field("PD4",   "list_price",     "price",       .decimal, .countable),
    .given("PD5",   "uom_id",         "unit",        as: "the unit of measure that is sent as that word, up to 18.0 also as `uom_po_id`; else Odoo's default"),
    .given("PD6",   "taxes_id",       "vat",         as: "the sales tax with that percentage and `vatStatus`, not included in the price"),
    .preset("PD7",  "type",           setting: "product_type"),
  ])
}
