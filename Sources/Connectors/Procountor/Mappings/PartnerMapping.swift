import Core
package import Mapping

/// `res.partner` (a customer that is no other company's contact) → business partner of Procountor.
///
/// Source: Procountor API 26.04, schema `BusinessPartner`; reference 6.2.
package enum PartnerMapping {
  // swift-format-ignore
  package static let table = MappingTable(
    odoo: "res.partner", partner: "BusinessPartner", .toPartner, root: "", derivation: PartnerDerivation.derivation,
    rows: [
      //                 Odoo                       Procountor                         rules
      .constant("PP1",   "CUSTOMER",                "type"),
      .field("PP2",      "name",                    "name",                            .required, .windows1252, .cut(80)),
      .field("PP2",      "name",                    "address.name",                    .windows1252, .cut(80)),
      .field("PP2",      "street2",                 "address.specifier",               .windows1252, .cut(80)),
      .field("PP2",      "street",                  "address.street",                  .windows1252, .cut(80)),
      .field("PP2",      "zip",                     "address.zip",                     .windows1252, .cut(20)),
      .field("PP2",      "city",                    "address.city",                    .windows1252, .cut(40)),
      .field("PP2",      "=country",                "address.country",                 .required, .code(Countries.list)),
      .group(            "=billing",                "billingAddress",                  AddressRows.rows("PP3")),
      .group(            "=delivery",               "deliveryAddress",                 AddressRows.rows("PP3")),
      .field("PP8",      "ref",                     "invoicingInfo.customerNumber",    .windows1252),
      .field("PP5",      "=identifier",             "invoicingInfo.identifier",        .windows1252),
      .field("PP5",      "=identifier_type",        "invoicingInfo.identifierType"),
      .field("PP7",      "=ovt",                    "invoicingInfo.ovt"),
      .field("PP6",      "=channel",                "invoicingInfo.invoiceChannel"),
      .field("PP6",      "=language",               "invoicingInfo.language",          .code(Codes.language)),
      .field("PP6",      "=email",                  "invoicingInfo.email"),
      .field("PP7",      "=einvoice_address",       "invoicingInfo.einvoiceAddress",   .windows1252),
      .field("PP7",      "=operator",               "invoicingInfo.einvoiceOperator"),
      .lines(            "=contacts",               "contactPersons", [
        .field("PP4",    "name",                    "name",                            .windows1252, .cut(80)),
        .field("PP4",    "=email",                  "email",                           .cut(80)),
        .field("PP4",    "phone",                   "phone",                           .windows1252, .cut(40)),
      ], .omittedWhenEmpty),
      .constant("PP9",   "BANK_TRANSFER",           "paymentInfo.paymentMethod"),
      .field("PP9",      "currency_id.name",        "paymentInfo.currency",            .code(Codes.currency)),
      .field("PP9",      "=days",                   "paymentInfo.paymentTermDays"),
      .constant("PP10",  true,                      "registryInfo.active"),
      .field("PP10",     "phone",                   "registryInfo.phone",              .windows1252, .cut(40)),
      .field("PP10",     "mobile",                  "registryInfo.mobilePhone",        .windows1252, .cut(40)),
    ],
    guards: PartnerGuards.all, models: models, labels: InvoiceMapping.labels)

  static let models = [
    "=billing": "res.partner",
    "=contacts": "res.partner",
    "=delivery": "res.partner",
    "child_ids": "res.partner",
    "child_ids.country_id": "res.country",
    "country_id": "res.country",
    "currency_id": "res.currency",
    "einvoice_operator_id": "res.partner.operator.einvoice",
    "property_payment_term_id": "account.payment.term",
    "property_payment_term_id.line_ids": "account.payment.term.line",
  ]
}
