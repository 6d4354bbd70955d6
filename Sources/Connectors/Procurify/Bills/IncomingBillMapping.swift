import Core
package import Mapping

/// Procurify bill → `account.move`, a draft vendor bill.
///
/// Source: Procurify API, `GET /api/v2/ap/bills/{id}/`; reference 7.5. Days are as Procurify writes them (UTC); amounts are
/// in the bill's currency.
package enum IncomingBillMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "account.move", partner: "BILL", .toOdoo, rows: [
    //               Odoo                      Procurify                           rules
    .given("QB1",    "procurify_id",           "id",                               as: "`id`, through `sidecar.reference`"),
    .given("QB2",    "move_type",              "total_cost_with_tax",              as: "`in_invoice`; `in_refund` with flipped signs when below zero"),
    .given("QB3",    "partner_id",             "vendor.id",                        as: "the partner that is linked to the vendor"),
    .field("QB4",    "ref",                    "invoice_number",                   .required, .maxLength(50)),
    .field("QB5",    "invoice_date",           "invoice_date",                     .required, .partnerDay("UTC")),
    .field("QB6",    "invoice_date_due",       "due_date",                         .partnerDay("UTC")),
    .field("QB7",    "date",                   "gl_post_date",                     .partnerDay("UTC")),
    .given("QB7",    "date",                   "invoice_date",                     as: "where there is no `gl_post_date`"),
    .given("QB8",    "currency_id",            "currency.name",                    as: "the active currency of that name"),
    .field("QB9",    "=note",                  "note"),
    .given("QB9",    "narration",              "note",                             as: "the note, the bill's number and where Procurify is"),
    .given("QB10",   "invoice_origin",         "id",                               as: "`Procurify bill 901`"),
    .preset("QB11",  "journal_id", setting: "bill_journal"),
    .lines(          "invoice_line_ids",       "items", [
      .field("QB12", "name",                   "description"),
      .field("QB13", "quantity",               "quantity",                         .decimal, .countable),
      .given("QB13", "quantity",               "bill_by_cost",                     as: "1 where the item is billed by cost, or has several allocations"),
      .field("QB14", "price_unit",             "unit_cost",                        .decimal, .countable),
      .given("QB14", "price_unit",             "cost_allocations[].amount",        as: "the allocation's share of the item where its quantity is 1"),
      .given("QB15", "account_id",             "cost_allocations[].budget.account_code", as: "the account that is linked to the account code, else the one with that `code`"),
      .given("QB16", "analytic_distribution",  "cost_allocations[].budget.department", as: "the analytic accounts of the department and of its location (`branch`)"),
      .given("QB17", "tax_ids",                "tax_percentage",                   as: "the tax that is linked to `tax_name`, `tax_percentage` and `tax_is_inclusive`, else the only one of that percentage and inclusion; an amount without percentage by its link alone"),
      .given("QB18", "purchase_line_id",       "orderitem.id",                     as: "the order line that is linked to the order item, with its product and unit"),
    ]),
    .given("QB19",   "invoice_line_ids",       "shipping_amount",                  as: "lines of their own: an item's shipping with its allocations, the rest with the setting `shipping_account`"),
    .given("QB20",   "invoice_line_ids",       "costs[]",                          as: "a line each, with its `cost_allocation`"),
    .given("QB21",   "amount_total",           "total_cost_with_tax",              as: "compared, not written"),
    .given("QB22",   "state",                  "status",                           as: "draft; posted with the setting `auto_post`; cancelled when withdrawn before it was posted"),
  ])
}
