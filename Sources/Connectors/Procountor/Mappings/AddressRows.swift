import Mapping

/// `res.partner` → an address of Procountor.
///
/// Source: Procountor API 26.04, schemas `InvoiceCounterpartyAddress` and its like; reference 4.2.
enum AddressRows {
  // swift-format-ignore
  /// The rows of an address that may be as incomplete as it is; `id` is its reference row.
  static func rows(_ id: String) -> [Row] {
    [
      //         Odoo        Procountor    rules
      .field(id, "name",     "name",       .windows1252, .cut(80)),
      .field(id, "street2",  "specifier",  .windows1252, .cut(80)),
      .field(id, "street",   "street",     .windows1252, .cut(80)),
      .field(id, "zip",      "zip",        .windows1252, .cut(20)),
      .field(id, "city",     "city",       .windows1252, .cut(40)),
      .field(id, "=country", "country",    .code(Countries.list)),
    ]
  }

  // swift-format-ignore
  /// The rows of the buyer's own address, which has a name and a country.
  static func buyer(_ id: String) -> [Row] {
    [
      //         Odoo        Procountor                       rules
      .field(id, "name",     "counterPartyAddress.name",      .required, .windows1252, .cut(80)),
      .field(id, "street2",  "counterPartyAddress.specifier", .windows1252, .cut(80)),
      .field(id, "street",   "counterPartyAddress.street",    .windows1252, .cut(80)),
      .field(id, "zip",      "counterPartyAddress.zip",       .windows1252, .cut(20)),
      .field(id, "city",     "counterPartyAddress.city",      .windows1252, .cut(40)),
      .field(id, "=country", "counterPartyAddress.country",   .required, .code(Countries.list)),
    ]
  }
}
