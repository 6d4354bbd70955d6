import Core
package import Mapping

/// `account.move` (customer invoice or credit note) → invoice of Procountor.
///
/// Source: Procountor API 26.04, schema `Invoice`; reference 6.1 with the rulings of section 10. A credit note is an
/// invoice with negative quantities. Dates are calendar days; prices are per unit in the invoice's currency.
package enum InvoiceMapping {
  // swift-format-ignore
  package static let table = MappingTable(
    odoo: "account.move", partner: "Invoice", .toPartner, root: "", derivation: InvoiceDerivation.derivation,
    rows: [
      //                Odoo                              Procountor                              rules
      .constant("PI1",  "SALES_INVOICE",                  "type"),
      .constant("PI1",  "UNFINISHED",                     "status"),
      .field("PI2",     "invoice_date",                   "date",                                 .required, .day("Europe/Helsinki")),
      .given("PI4",     "commercial_partner_id",          "partnerId",                            as: "its id at Procountor; unknown, it is created first where setting `create_customers` is on, else left out"),
      .group(           "commercial_partner_id",          "counterParty",                         buyer),
      .group(           "=billing",                       "billingAddress",                       AddressRows.rows("PI11")),
      .field("PI12",    "=without_delivery",              "deliveryAddress",                      .asDerived),
      .group(           "=delivery",                      "deliveryAddress",                      AddressRows.rows("PI12")),
      .setting("PI13",  "payment_method",                 "paymentInfo.paymentMethod",            .required, .code(Codes.paymentMethod)),
      .field("PI15",    "currency_id.name",               "paymentInfo.currency",                 .required, .code(Codes.currency)),
      .field("PI15",    "=currency_rate",                 "paymentInfo.currencyRate",             .decimal),
      .field("PI2",     "=due",                           "paymentInfo.dueDate",                  .required, .day("Europe/Helsinki")),
      .field("PI14",    "=iban",                          "paymentInfo.bankAccount.accountNumber"),
      .field("PI16",    "=reference.code",                "paymentInfo.bankReferenceCode",        .otherwise("")),
      .field("PI16",    "=reference.type",                "paymentInfo.bankReferenceCodeType"),
      .field("PI18",    "=accounting_by_row",             "extraInfo.accountingByRow",            .boolean),
      .field("PI17",    "=includes_vat",                  "extraInfo.unitPricesIncludeVat",       .boolean),
      .constant("PI19", 0,                                "discountPercent"),
      .field("PI20",    "=vat_status",                    "vatStatus",                            .whole),
      .field("PI21",    "=vat_country",                   "vatCountry"),
      .field("PI22",    "=channel",                       "invoiceChannel"),
      .field("PI23",    "=language",                      "language",                             .code(Codes.language)),
      .field("PI3",     "name",                           "originalInvoiceNumber",                .required, .windows1252, .maxLength(40)),
      .first("PI24",    ["ref", "invoice_origin"],        "orderReference",                       .windows1252, .cut(70)),
      .setting("4.1",   "penalty_percent",                "penaltyPercent",                       .decimal),
      .field("PI25",    "=additional",                    "additionalInformation",                .windows1252, .cut(10_000)),
      .field("PI26",    "=trace",                         "notes"),
      lines,
    ],
    guards: InvoiceGuards.all, models: models, labels: labels)

  // swift-format-ignore
  private static let buyer: [Row] = AddressRows.buyer("PI5") + [
    //             Odoo                 Procountor             rules
    .field("PI6",  "=identifier",       "identifier"),
    .field("PI7",  "=tax_code",         "taxCode",             .windows1252),
    .field("PI8",  "ref",               "customerNumber",      .windows1252),
    .field("PI9",  "=contact.name",     "contactPersonName",   .windows1252, .cut(70)),
    .field("PI9",  "=mailed.=email",    "email"),
    .field("PI10", "=einvoice",         "einvoiceAddress",     .asDerived),
  ]

  // swift-format-ignore
  private static let lines = Row.lines("line_ids", "invoiceRows", displayType: "product", [
    //                Odoo                        Procountor           rules
    .given("PI28",    "product_id",               "productId",         as: "its id at Procountor; unknown, it is created first where setting `create_products` is on, else left out"),
    .field("PI27",    "=product",                 "product",           .required, .windows1252, .cut(100)),
    .field("PI28",    "product_id.default_code",  "productCode",       .windows1252),
    .field("PI29",    "=quantity",                "quantity",          .decimal, .countable),
    .field("PI30",    "=unit",                    "unit",              .required, .code(Codes.unit)),
    .field("PI29",    "=unit_price",              "unitPrice",         .decimal, .countable),
    .field("PI29",    "=discount",                "discountPercent",   .decimal, .countable),
    .field("PI31",    "=percent",                 "vatPercent",        .decimal, .countable),
    .field("PI31",    "=row_vat_status",          "vatStatus",         .whole),
    .field("PI27",    "=comment",                 "comment",           .windows1252, .cut(512)),
    .field("PI32",    "deferred_start_date",      "startDate",         .day("Europe/Helsinki")),
    .field("PI32",    "deferred_end_date",        "endDate",           .day("Europe/Helsinki")),
    .field("PI33",    "=section.=text",           "headerText",        .windows1252, .cut(512)),
    .field("PI33",    "=note.=text",              "explanationText",   .windows1252, .cut(512)),
  ])
}
