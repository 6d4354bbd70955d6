import Core
import Engine
import Odoo

/// What of the company and its journal a bill needs.
struct BillCompany {
  let currency: Int?
  /// ISO code of the company's currency.
  let currencyName: String
  /// The tax that new lines of bills have by default.
  let purchaseTax: Int?
  let journal: Int

  /// - Throws: `.configuration` when no journal is chosen, or one of another type; what a read throws.
  init(_ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) {
    guard let journal = settings.record("bill_journal_id") else {
      throw .noJournal("Vendor Bill Journal", settings.name)
    }
    let found = try await odoo.read("account.journal", ids: [journal], fields: ["type": nil], committed: false)
    guard let record = found.records.first, record["type"] == "purchase" else {
      throw Self.wrongJournal(found.records.first?.name ?? "", settings)
    }
    let fields: JSON = ["currency_id": ["name": nil], "account_purchase_tax_id": nil]
    let company = try await odoo.read("res.company", ids: [settings.company], fields: fields, committed: false)
    let values = company.records.first ?? .null
    self.journal = journal
    currency = values["currency_id"]?.relation
    currencyName = values["currency_id"]?["name"]?.stringValue ?? ""
    purchaseTax = values["account_purchase_tax_id"]?.relation
  }

  private static func wrongJournal(_ name: String, _ settings: Settings) -> Failure {
    Failure(
      .configuration,
      "procountor.journal_type",
      "The journal \(name) of the connector \(settings.name) is not of type Purchase.",
      hint: "Choose a journal of type Purchase as Vendor Bill Journal on the connector."
    )
  }
}
