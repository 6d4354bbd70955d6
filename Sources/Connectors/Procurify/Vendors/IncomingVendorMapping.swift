import Core
package import Mapping

/// Procurify vendor → `res.partner`, a supplier.
///
/// Source: Procurify API, schema `OptimizedVendor`; reference 7.1 with rulings 4 and 5.
package enum IncomingVendorMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "res.partner", partner: "VENDOR", .toOdoo, rows: [
    //              Odoo                                 Procurify            rules
    .given("QV1",   "procurify_id",                      "id",                as: "`id`, through `sidecar.reference`; a partner is found by it, else by `external_id`, else by its name among suppliers"),
    .field("QV2",   "name",                              "name",              .required),
    .fixed("QV3",   "is_company",                        true),
    .given("QV3",   "supplier_rank",                     "",                  as: "`1`, where it is `0`"),
    .field("QV4",   "ref",                               "external_id"),
    .field("QV5",   "street",                            "addressLineOne"),
    .field("QV5",   "street2",                           "addressLineTwo"),
    .field("QV5",   "zip",                               "postalCode"),
    .field("QV5",   "city",                              "city"),
    .given("QV6",   "country_id",                        "country",           as: "by its code, else by its name; other words go to `comment`"),
    .given("QV6",   "state_id",                          "state_province",    as: "of that country, by its code, else by its name; other words go to `comment`"),
    .field("QV7",   "phone",                             "phoneOne"),
    .field("QV7",   "mobile",                            "phoneTwo"),
    .given("QV8",   "email",                             "email[]",           as: "the first one; further ones go to `comment`"),
    .given("QV9",   "child_ids",                         "contact",           as: "a contact of that name"),
    .field("QV10",  "website",                           "url"),
    .given("QV10",  "comment",                           "comments",          as: "with what has no field of its own below it"),
    .given("QV11",  "property_purchase_currency_id",     "currency",          as: "the active currency of that name"),
    .given("QV12",  "property_supplier_payment_term_id", "payment_term_ref",  as: "the linked payment term, else the one of that name"),
    .given("QV13",  "active",                            "active",            as: "archived with setting `archive_vendors` alone; never deleted"),
  ])
}
