import Testing

@testable import Odoo

@Suite("Names of fields in 14.0 to 16.0")
struct AliasesTests {
  @Test(
    "are found under the name that such an Odoo has",
    arguments: [
      ("account_type", "account.account", "internal_group"), ("partner_id", "product.supplierinfo", "name"),
      ("max_tax_lock_date", "res.company", "tax_lock_date"),
    ]
  )
  func older(_ field: String, _ model: String, _ name: String) {
    let found = Aliases.resolve(field, in: model) { $0 == name }
    #expect(found == name)
    let newest = Aliases.resolve(field, in: model) { [field, name].contains($0) }
    #expect(newest == field)
  }
}
