import Core
package import Mapping

/// Procurify requisition → `purchase.order`, a draft request for quotation for each vendor.
///
/// Source: Procurify API, `GET /api/v2/global/orders/` with `GET /api/v3/order-items/`; reference 7.4.
package enum IncomingRequisitionMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "purchase.order", partner: "REQUISITION", .toOdoo, rows: [
    //               Odoo                      Procurify                           rules
    .given("QR1",    "procurify_id",           "num",                              as: "`<num>:<vendor>`, through `sidecar.reference`"),
    .given("QR2",    "partner_id",             "order_items[].pref_vendor",        as: "the partner that is linked to the vendor; a request for each vendor"),
    .given("QR3",    "origin",                 "num",                              as: "`Procurify requisition 1207`"),
    .field("QR4",    "date_order",             "date",                             .required, .partnerMoment("UTC")),
    .given("QR5",    "currency_id",            "currency.name",                    as: "the active currency of that name"),
    .field("QR6",    "note",                   "description"),
    .field("QR7",    "=required",              "dateRequired",                     .partnerMoment("UTC")),
    .lines(          "order_line", "order_items", OrderItemRows.rows("QR", from: 8)),
    .given("QR16",   "order_line.product_qty", "order_items[].approved_quantity",  as: "what was approved goes before what was asked for, also for `approved_price`"),
    .given("QR17",   "order_line.date_planned", "dateRequired",                    as: "of the requisition, on every line"),
    .given("QR18",   "state",                  "status",                           as: "1: a draft; 2 and 4: cancelled while it is one; nothing otherwise"),
  ])
}
