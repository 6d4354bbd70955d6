import Core
import Foundation
import Mapping

/// What no field of `product.product` holds and a product of Procountor needs.
enum ProductDerivation {
  static let derivation = Derivation(
    reads: ["name", "lst_price", "property_account_income_id.code", "categ_id.property_account_income_categ_id.code"]
      + Units.reads.map { "uom_id." + $0 } + InvoiceTax.reads.map { $0.replacing("tax_ids.", with: "taxes_id.") }
      + ["taxes_id.company_id"],
    values: [
      ("=name", "the name with the variant's attributes, without the code before it"),
      ("=unit", "as chosen on the unit, else setting `unit_default` with a warning"),
      ("=price", "`lst_price`, without the tax where it is in it; six digits"),
      ("=percent", "of the first sales tax of the company that is a percentage; left out without one"),
      ("=vat_status", "of that tax; left out without one"),
      ("=account", "the income account of the product, else of its category, if Procountor has it"),
    ],
    fields: ["=name": "name", "=unit": "uom_id", "=price": "lst_price", "=percent": "taxes_id"]
  ) { product in
    derive(product)
  }

  private static func derive(_ product: DocumentView) -> JSON {
    let tax = tax(product)
    let unit = Units.name(of: product.value("uom_id"))
    return product.record.adding([
      ("=name", name(product).map(JSON.string)), ("=unit", .string(unit ?? Units.standard(product))),
      ("=has_unit", .bool(unit != nil)), ("=price", price(product, tax).map(JSON.number)),
      ("=percent", tax.map { .number($0.percent) }), ("=vat_status", tax?.status.map(JSON.int)),
      ("=account", account(product).map(JSON.string)),
    ])
  }

  /// Odoo puts the code in brackets before a product's name, and a variant's attributes behind it.
  private static func name(_ product: DocumentView) -> String? {
    let shown = product.text("display_name") ?? product.text("name")
    guard let code = product.text("default_code"), let shown, shown.hasPrefix("[\(code)] ") else { return shown }
    return String(shown.dropFirst(code.count + 3))
  }

  /// Products of several companies bear the taxes of all of them.
  private static func tax(_ product: DocumentView) -> InvoiceTax? {
    let taxes = (product.record["taxes_id"]?.arrayValue ?? []).filter { tax in
      let company = tax["company_id"]?.intValue ?? tax["company_id"]?["id"]?.intValue
      return company == nil || product.context.company == nil || company == product.context.company
    }
    return taxes.lazy.map { InvoiceTax(["tax_ids": [$0]]) }.first { $0.refusal == nil }
  }

  private static func price(_ product: DocumentView, _ tax: InvoiceTax?) -> Decimal? {
    guard let price = product.value("lst_price")?.decimalValue else { return nil }
    guard let tax, tax.isIncluded else { return price.rounded(6) }
    return (price * 100 / (100 + tax.percent)).rounded(6)
  }

  private static func account(_ product: DocumentView) -> String? {
    let code =
      product.text("property_account_income_id.code")
      ?? product.text("categ_id.property_account_income_categ_id.code")
    return code.flatMap { CompanySettings(product).hasLedgerAccount($0) ? $0 : nil }
  }
}
