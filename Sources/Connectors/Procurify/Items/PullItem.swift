import Core
import Engine
import Foundation
import Odoo

/// An item of Procurify becomes a product of Odoo, or is linked to the one that has its number.
///
/// Source: reference 7.2. Over HTTP nothing is rolled back: everything is looked up before the one create.
struct PullItem: ReceivingFlow {
  private static let written = "procurify.item.written"
  private static let fields: JSON = [
    "name": nil, "description_purchase": nil, "active": nil, "product_tmpl_id": [:],
    "seller_ids": ["partner_id": [:], "price": nil, "currency_id": [:], "product_code": nil],
  ]

  let id = "procurify.item.pull"
  let label = "Item from Procurify"
  let model = "product.product"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var document = ProcurifyDocument(arrival, IncomingItemMapping.table, odoo, settings)
    guard let facts = ItemFacts(arrival.content), let name = facts.name else {
      document.add(document.invalid("\(document.title) has no name in Procurify.", at: "content.name"))
      try document.check()
      throw .nothingMade(document.title)
    }
    let known = try await find(facts, &document)
    try document.check()
    let parts = try await ItemParts(facts, document)
    let keeper = Keeper(document: document, model: model, kind: Self.written, owner: facts.key, fields: Self.fields)
    let compared = values(facts, name)
    let digits = try await odoo.digits(of: "price", in: "product.supplierinfo")
    let price = facts.price.map { price in digits.map { price.rounded($0) } ?? price }
    let noted = compared + [("=price", JSON(price?.shortest))]
    if let known, let record = try await keeper.read(known) {
      let seller = try await newSeller(record, price, parts, keeper)
      let further = seller.map { [("seller_ids", JSON.array([$0]))] } ?? []
      _ = try await keeper.bring(record, to: noted, further: further)
      try await document.link(Link.item, facts.key, model, known, number: facts.code)
      return Applied(record: known, recordName: record.recordName, warnings: document.warnings)
    }
    document.add(parts.warnings)
    let made = try await create(facts, compared, parts, document)
    try await document.link(Link.item, facts.key, model, made, number: facts.code)
    try await keeper.note(made, noted)
    return Applied(record: made, recordName: name, warnings: document.warnings)
  }

  private func values(_ facts: ItemFacts, _ name: String) -> [(field: String, value: JSON)] {
    [("name", .string(name)), ("description_purchase", JSON(facts.description))]
  }

  // MARK: Looking

  /// By the link, else by the number; several products of one number are for a person to tell apart.
  private func find(_ facts: ItemFacts, _ document: inout ProcurifyDocument) async throws(Failure) -> Int? {
    if let linked = try await document.linked(Link.item, [facts.key])[facts.key] {
      let read = try await document.odoo.read(model, ids: [linked], fields: ["active": nil], committed: false)
      if read.missing.isEmpty { return linked }
    }
    guard let code = facts.code else { return nil }
    let domain: JSON = [
      ["default_code", "=", .string(code)], ["active", "=", true],
      ["company_id", "in", [.int(document.settings.company), false]],
    ]
    let found = try await document.odoo.search(
      model,
      domain: domain,
      fields: ["default_code": nil],
      order: nil,
      limit: 10
    )
    if found.count > 1 { document.add(several(found, code, facts, document)) }
    return found.count == 1 ? found[0].recordID : nil
  }

  private func several(_ found: [JSON], _ code: String, _ facts: ItemFacts, _ document: ProcurifyDocument) -> Issue {
    let names = found.map(\.recordName).joined(separator: ", ")
    let name = facts.name ?? facts.key
    let reason = "\(found.count) products in Odoo have the number \(code) of Procurify's item \(name): \(names)."
    var issue = document.issue(
      "procurify.validation_error",
      reason,
      at: "content.sku",
      value: code,
      repair: "Leave the number on the one that is meant alone, or link \(name) to it.",
      params: ["reason": reason, "name": name],
      missing: Issue.Missing(kind: Link.item, externalID: facts.key, name: name, model: model)
    )
    (issue.model, issue.record, issue.recordName) = (model, found.first?.recordID, found.first?.recordName)
    (issue.field, issue.label) = ("default_code", "Internal Reference")
    return issue
  }

  // MARK: A new one

  private func create(
    _ facts: ItemFacts,
    _ values: [(field: String, value: JSON)],
    _ parts: ItemParts,
    _ document: ProcurifyDocument
  ) async throws(Failure) -> Int {
    let (odoo, settings) = (document.odoo, document.settings)
    // Up to 18.0 a product is bought in a unit of its own, which 17.0 refuses where it is none of the same category.
    let isBoughtInOne = try await odoo.has("uom_po_id", in: model)
    let hasMethod = try await odoo.has("purchase_method", in: model)
    let isGoods = settings["product_type"] != "service"
    let members: [(String, JSON?)] = [
      ("default_code", facts.code.map(JSON.string)), ("purchase_ok", true), ("sale_ok", false),
      ("type", .string(isGoods ? "consu" : "service")), ("purchase_method", hasMethod ? "purchase" : nil),
      ("uom_id", parts.unit.map(JSON.int)), ("uom_po_id", isBoughtInOne ? parts.unit.map(JSON.int) : nil),
      ("property_account_expense_id", parts.account.map(JSON.int)),
      ("seller_ids", parts.seller.map { .array([$0]) }),
    ]
    let filled = values.filter { !$0.value.isNull }.map { ($0.field, JSON?.some($0.value)) }
    let made = try await odoo.create(
      model,
      values: [.record(filled + members)],
      keys: [document.key("item", facts.key)]
    )
    guard let id = made.first else { throw .nothingMade(document.title) }
    return id
  }

  // MARK: The seller's line

  /// A line for the vendor where there is none, or the price where Procurify changed it and nobody else did; the price is as
  /// Odoo keeps it, which may be fewer digits than Procurify's.
  private func newSeller(_ record: JSON, _ price: Decimal?, _ parts: ItemParts, _ keeper: Keeper)
    async throws(Failure) -> JSON?
  {
    guard let seller = parts.seller, let id = record["id"]?.intValue, let vendor = parts.vendor else { return nil }
    let lines = (record["seller_ids"]?.arrayValue ?? []).filter { $0["partner_id"]?.recordID == vendor }
    let line = lines.first { $0["currency_id"]?.recordID == parts.currency } ?? lines.first
    guard let line, let place = line["id"]?.intValue else { return seller }
    guard line["price"]?.decimalValue != price else { return nil }
    let written = try await keeper.written(id)
    let overwrites = keeper.document.settings.isOn("overwrite")
    let isOurs = line["price"]?.decimalValue.map { written.said("=price", .string($0.shortest)) } ?? false
    guard overwrites || isOurs else { return nil }
    return .record([("id", .int(place)), ("price", JSON(price?.shortest))])
  }
}
