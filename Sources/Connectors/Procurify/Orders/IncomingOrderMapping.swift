import Core
package import Mapping

/// Procurify purchase order → `purchase.order`.
///
/// Source: Procurify API, `GET /api/v2/purchase_orders/{id}/`; reference 7.3. Quantities and prices are those that were
/// purchased, in the order's currency, without tax.
package enum IncomingOrderMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "purchase.order", partner: "PURCHASE_ORDER", .toOdoo, rows: [
    //               Odoo                      Procurify                           rules
    .given("QO1",    "procurify_id",           "procurify_PO",                     as: "`procurify_PO`, through `sidecar.reference`"),
    .given("QO2",    "partner_id",             "pref_vendor.id",                   as: "the partner that is linked to the vendor"),
    .field("QO3",    "=number",                "number",                           .maxLength(255)),
    .given("QO3",    "partner_ref",            "number",                           as: "`PO_Num`, else `number`"),
    .given("QO4",    "origin",                 "number",                           as: "`Procurify PO-310`"),
    .given("QO5",    "name",                   "number",                           as: "Odoo's next number; Procurify's with the setting `keep_number`"),
    .field("QO6",    "date_order",             "date",                             .required, .partnerMoment("UTC")),
    .given("QO7",    "currency_id",            "purchased_currency.name",          as: "the active currency of that name"),
    .given("QO8",    "picking_type_id",        "order_items[].account.department.branch", as: "the operation type that is linked to the location of all items; Odoo's own otherwise"),
    .field("QO9",    "note",                   "comment"),
    .field("QO10",   "=promised",              "promise_date",                     .partnerMoment("UTC")),
    .lines(          "order_line", "order_items", OrderItemRows.rows("QO", from: 11)),
    .given("QO19",   "order_line.date_planned", "promise_date",                    as: "of the order, on every line"),
    .given("QO20",   "order_line",             "freight",                          as: "lines of their own for `freight`, `other`, `discount` and `tax`, with the settings `extra_lines` and `extra_product`"),
    .given("QO21",   "amount_total",           "total",                            as: "compared, not written"),
    .given("QO22",   "state",                  "state",                            as: "0 and 5: confirmed, unlocked after a reopening; 1: cancelled; 3 and 4: confirmed and locked"),
  ])
}
