import Foundation

/// What may stand in a product.
///
/// Source: Procountor API 26.04, schema `Product`.
enum ProductSchema {
  static let product = Record([
    .nullable(.int32, "id", "vatStatus", "productGroupId"),
    .required(.word("PURCHASE SALES TRAVEL"), "type"),
    .required(.text(upTo: 100), "name"),
    .nullable(.text(upTo: 40), "code"),
    .nullable(.unit, "unit"),
    .required(.number(from: 0, to: 100), "discount"),
    .required(.number, "price"),
    .nullable(.number, "vat"),
    .required(.flag, "active"),
    .nullable(.text, "defaultAccount", "bookkeepingAccount"),
    .required(.money, "currency"),
    .nullable(.list(.record(localization)), "productLocalizations"),
    .nullable(.date, "startDate", "endDate"),
    .nullable(.moment, "version"),
  ])

  private static let localization = Record([
    .nullable(.language, "language"),
    .nullable(.text(upTo: 100), "productName"),
  ])
}
