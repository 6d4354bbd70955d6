import Core
import Engine
import Odoo

/// What of Odoo an item needs: its unit, its account, and the seller's line.
struct ItemParts {
  private(set) var unit: Int?
  private(set) var account: Int?
  /// `res.partner`
  private(set) var vendor: Int?
  private(set) var currency: Int?
  private(set) var warnings: [Issue] = []
  private let facts: ItemFacts

  /// - Throws: what the gateway throws.
  init(_ facts: ItemFacts, _ document: ProcurifyDocument) async throws(Failure) {
    self.facts = facts
    if let word = facts.unit { try await findUnit(word, document) }
    if document.settings.isOn("set_product_account") { try await findAccount(document) }
    if let key = facts.vendor { vendor = try await document.linked(Link.vendor, [key])[key] }
    if let name = CurrencyNames.name(facts.currency, document.settings) {
      currency = try await CurrencyNames.find(name, document.odoo)
    }
  }

  /// The values of the seller's line; nil without a vendor that Odoo has, a price, or its currency.
  var seller: JSON? {
    guard let vendor, let currency, let price = facts.price else { return nil }
    return .record([
      ("partner_id", .int(vendor)), ("price", .string(price.shortest)), ("currency_id", .int(currency)),
      ("product_code", JSON(facts.code)),
    ])
  }

  private mutating func findUnit(_ word: String, _ document: ProcurifyDocument) async throws(Failure) {
    let model = "uom.uom"
    unit = try await document.linked(Link.unit, [word])[word]
    if unit == nil {
      let domain: JSON = [["name", "=ilike", .string(word.likeEscaped)], ["active", "=", true]]
      let found = try await document.odoo.search(model, domain: domain, fields: ["name": nil], order: nil, limit: 2)
      unit = found.count == 1 ? found[0].recordID : nil
    }
    guard unit == nil else { return }
    warnings.append(
      document.issue(
        "procurify.unit_unmapped",
        "Procurify's unit \(word) is linked to none in Odoo; \(facts.name ?? facts.key) is counted in Odoo's own.",
        at: "content.unit",
        severity: .warning,
        value: word,
        repair: "Link the unit \(word), and correct the unit of the product before it is used.",
        params: ["name": word],
        missing: Issue.Missing(kind: Link.unit, externalID: word, name: word, model: model)
      )
    )
  }

  private mutating func findAccount(_ document: ProcurifyDocument) async throws(Failure) {
    guard let code = facts.accountCode(document.settings) else { return }
    account = try await document.linked(Link.accountCode, [code.id])[code.id]
    guard account == nil else { return }
    let domain: JSON = [["code", "=", .string(code.code)]]
    let found = try await document.odoo.search(
      "account.account",
      domain: domain,
      fields: ["code": nil],
      order: nil,
      limit: 2
    )
    account = found.count == 1 ? found[0].recordID : nil
  }
}
