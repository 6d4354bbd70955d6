import Core
package import Mapping

/// Procountor payment event → `account.payment` on the sent invoice.
///
/// Source: Procountor API 26.04, schema `PaymentEvent` (of one invoice; the list over invoices lacks the type); reference
/// 4.7 and 6.5. Days are calendar days of Helsinki.
package enum IncomingPaymentMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "account.payment", partner: "PAYMENT EVENT", .toOdoo, rows: [
    //              Odoo                          Procountor          rules
    .given("PY1",   "invoice",                    "invoiceId",        as: "the invoice that was sent and has this id, through `sidecar.reference`"),
    .given("PY2",   "journal_id",                 "type",             as: "setting `bank_journal_id` for `bank_types`, `cash_journal_id` for `cash_types`; other types are left to a person"),
    .field("PY3",   "amount",                     "amount",           .required, .decimal, .aboveZero, .countable),
    .field("PY3",   "=paid_amount",               "paidAmount",       .decimal, .aboveZero, .countable),
    .field("PY4",   "=currency",                  "currency",         .currency),
    .field("PY4",   "=paid_currency",             "paidCurrency",     .currency),
    .given("PY4",   "currency_id",                "paidCurrency",     as: "of the invoice; a payment in another one is held back"),
    .field("PY5",   "date",                       "paymentDate",      .required, .partnerDay("Europe/Helsinki")),
    .field("PY6",   "memo",                       "description",      .maxLength(255)),
    .given("PY6",   "memo",                                           as: "the invoice's payment reference, else the description"),
    .given("PY7",   "procountor_payment_event_id", "id",              as: "`<invoiceId>/<id>`; the same event is never booked twice"),
    .given("PY8",   "state",                      "status",           as: "`PAID` and `MARKED_PAID` are booked and posted; what has another status is not taken"),
  ])
}
