import Core
import Engine
import Foundation
import Odoo

/// *Add to products*: the product that a row becomes.
struct NewProduct {
  private let arrival: Arrival
  private let values: JSON
  private let odoo: any OdooGateway
  private let settings: Settings
  private static let model = "product.product"

  /// - Throws: `.internal` for a row that nobody decided on.
  init(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) throws(Failure) {
    guard let decision = arrival.decision else { throw .undecided(arrival) }
    (self.arrival, values, self.odoo, self.settings) = (arrival, decision.values, odoo, settings)
  }

  /// - Throws: `.data` when the row has no name or Odoo no such tax; what Odoo says to it.
  func create() async throws(Failure) -> Applied {
    var issues: [Issue] = []
    let name = values["name"]?.words ?? ""
    if name.isEmpty { issues.append(nameless) }
    let tax = try await self.tax(name, &issues)
    let units = try await self.units()
    guard issues.isEmpty else { throw .incomplete(name.isEmpty ? arrival.externalID : name, issues) }
    let members: [(String, JSON?)] = [
      ("name", .string(name)), ("default_code", values["code"]?.words.map(JSON.string)),
      ("list_price", values["price"]?.decimalValue.map { .string($0.shortest) }),
      ("type", .string(settings["product_type"] ?? "service")), ("taxes_id", tax.map { .array($0.map(JSON.int)) }),
    ]
    let product = JSON.record(members + units)
    guard let id = try await odoo.create(Self.model, values: [product]).first else { throw .notCreated(name) }
    return Applied(record: id, recordName: name)
  }

  // MARK: Tax and unit

  /// Nil leaves the choice to Odoo: the row says nothing of VAT.
  private func tax(_ name: String, _ issues: inout [Issue]) async throws(Failure) -> [Int]? {
    guard let percent = values["vat_percent"]?.decimalValue else { return nil }
    let status = values["vat_status"]?.intValue
    let company = try await odoo.read(
      "res.company",
      ids: [settings.company],
      fields: ["account_sale_tax_id": nil],
      committed: false
    )
    let standard = company.records.first?["account_sale_tax_id"]?.relation
    let choice = try await TaxChoice("sale", standard: standard, odoo, settings)
    let found = choice.find(percent, status: status)
    switch found {
    case .tax(let id): return [id]
    case .nothing: return []
    case .missing, .several:
      issues.append(noTax(percent, status, found, name))
      return nil
    }
  }

  /// The unit as values of the product; none leave Odoo's default.
  private func units() async throws(Failure) -> [(String, JSON?)] {
    guard let unit = try await unit() else { return [] }
    // Up to 18.0 a product is bought in a unit of its own, which 17.0 refuses where it is none of the same category.
    let isBoughtInOne = try await odoo.has("uom_po_id", in: Self.model)
    return [("uom_id", .int(unit)), ("uom_po_id", isBoughtInOne ? .int(unit) : nil)]
  }

  /// The only unit that is sent as that word.
  private func unit() async throws(Failure) -> Int? {
    guard let word = values["unit"]?.words, word != "NO_UNIT" else { return nil }
    let (used, fields): (JSON, JSON) = ([["active", "=", true]], ["procountor_unit": nil])
    let units = try await odoo.search("uom.uom", domain: used, fields: fields, order: nil, limit: nil)
    let fitting = units.filter { $0["procountor_unit"]?.words == word }
    // Of several, for example two kinds of pieces, the one that was there first is Odoo's own.
    return fitting.compactMap(\.relation).min()
  }

  // MARK: Issues

  private var nameless: Issue {
    Issue(
      "procountor.import.name",
      "The row has no name.",
      recordName: arrival.externalID,
      repair: "Enter a name in the row, and apply it again."
    )
  }

  private func noTax(_ percent: Decimal, _ status: Int?, _ found: TaxChoice.Found, _ name: String) -> Issue {
    let (text, number) = (percent.shortest, status ?? 1)
    var names = ""
    if case .several(let candidates) = found { names = candidates.joined(separator: ", ") }
    return Issue(
      names.isEmpty ? "procountor.product.tax_missing" : "procountor.product.tax_several",
      names.isEmpty
        ? "Odoo has no sales tax of \(text) % with the Procountor VAT status \(number) that is not included in the price."
        : "Several sales taxes of Odoo are \(text) % with the Procountor VAT status \(number): \(names).",
      model: "account.tax",
      recordName: name,
      field: "procountor_vat_status_id",
      label: "Procountor VAT status",
      value: "\(text) % / \(number)",
      path: "content.vat",
      repair: "Choose the Procountor VAT status \(number) on the right tax, or clear the VAT in the row.",
      params: ["percent": text, "status": String(number), "taxes": names, "product": name],
      probe: TaxChoice.probe("sale", percent, status: status, after: found, settings)
    )
  }
}
