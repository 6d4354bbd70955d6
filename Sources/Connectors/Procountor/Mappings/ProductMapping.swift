import Core
package import Mapping

/// `product.product` → product of Procountor.
///
/// Source: Procountor API 26.04, schema `Product`; reference 6.3. Prices are in the company's currency, without VAT.
package enum ProductMapping {
  // swift-format-ignore
  package static let table = MappingTable(
    odoo: "product.product", partner: "Product", .toPartner, root: "", derivation: ProductDerivation.derivation,
    rows: [
      //                 Odoo                 Procountor        rules
      .constant("PR1",   "SALES",             "type"),
      .field("PR2",      "=name",             "name",           .required, .windows1252, .cut(100)),
      .field("PR3",      "default_code",      "code",           .windows1252, .maxLength(40)),
      .field("PR4",      "=unit",             "unit",           .code(Codes.unit)),
      .field("PR5",      "=price",            "price",          .required, .decimal, .countable),
      .constant("PR6",   0,                   "discount"),
      .field("PR7",      "currency_id.name",  "currency",       .required, .code(Codes.currency)),
      .constant("PR8",   true,                "active"),
      .field("PR9",      "=percent",          "vat",            .decimal, .countable),
      .field("PR10",     "=vat_status",       "vatStatus",      .whole),
      .field("PR11",     "=account",          "defaultAccount"),
    ],
    guards: [units], models: models, labels: InvoiceMapping.labels)

  private static let units = Guard("A unit that Procountor does not have is a warning.", reads: []) { product in
    guard product.value("=has_unit") == false else { return [] }
    return [UnitIssues.unknown(product, at: "uom_id", sent: product.text("=unit") ?? "NO_UNIT")]
  }

  static let models = [
    "categ_id": "product.category",
    "categ_id.property_account_income_categ_id": "account.account",
    "currency_id": "res.currency",
    "property_account_income_id": "account.account",
    "taxes_id": "account.tax",
    "taxes_id.procountor_vat_status_id": "procountor.vat.status",
    "uom_id": "uom.uom",
  ]
}
