import Core
package import Mapping

/// Procountor customer → `res.partner`, with a contact for each further address.
///
/// Source: Procountor API 26.04, schema `BusinessPartner`; reference 4.5 and 6.6. A person sees and edits the row before
/// anything is written.
package enum IncomingCustomerMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "res.partner", partner: "BUSINESS PARTNER", .toOdoo, rows: [
    //              Odoo                        Procountor                            rules
    .given("PC1",   "procountor_customer_id",   "id",                                 as: "`id` on the commercial partner, through `sidecar.reference`; further addresses have none"),
    .given("PC2",   "type",                     "billingAddress",                     as: "`contact`; `invoice` and `delivery` for the billing and delivery address where they differ"),
    .field("PC3",   "name",                     "name",                               .required),
    .given("PC4",   "company_registry",         "invoicingInfo.identifier",           as: "a Finnish business ID (`identifierType` `FI` or none)"),
    .given("PC5",   "vat",                      "invoicingInfo.identifier",           as: "with another country's prefix; personal ids are not taken"),
    .field("PC6",   "email",                    "invoicingInfo.email"),
    .field("PC7",   "phone",                    "registryInfo.phone"),
    .given("PC7",   "phone",                    "registryInfo.mobilePhone",           as: "where there is no `phone`"),
    .field("PC8",   "street",                   "address.street"),
    .field("PC9",   "street2",                  "address.specifier"),
    .field("PC10",  "zip",                      "address.zip"),
    .field("PC11",  "city",                     "address.city"),
    .given("PC12",  "country_id",               "address.country",                    as: "the country with the code of Procountor's word"),
    .given("PC13",  "lang",                     "invoicingInfo.language",             as: "the installed language, Finnish `fi_FI` and so on; else Odoo's own"),
    .given("PC14",  "peppol_endpoint",          "invoicingInfo.einvoiceAddress",      as: "with `peppol_eas`, where this Odoo has them and the address is an OVT"),
    .given("PC15",  "property_payment_term_id", "paymentInfo.paymentTermDays",        as: "the only payment term of that many days net"),
  ])
}
