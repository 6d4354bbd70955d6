import Core
import Engine
import Mapping
import Odoo

/// A vendor of Procurify becomes a supplier of Odoo, or is found among them and kept up to date.
///
/// Source: reference 7.1. Over HTTP nothing is rolled back: everything is looked up before the one create.
struct PullVendor: ReceivingFlow {
  static let partner = "res.partner"
  private static let written = "procurify.vendor.written"

  let id = "procurify.vendor.pull"
  let label = "Vendor from Procurify"
  let model = PullVendor.partner

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var document = ProcurifyDocument(arrival, IncomingVendorMapping.table, odoo, settings)
    guard let key = arrival.content["id"]?.documentID, let name = Self.name(document) else {
      document.add(document.invalid("\(document.title) has no id or no name in Procurify.", at: "content.name"))
      try document.check()
      throw .nothingMade(document.title)
    }
    let isActive = arrival.content["active"] != false
    let match = try await VendorMatch(key, name: name, document)
    if match.id == nil, !isActive { return .leftAlone("\(name) is not active in Procurify and not in Odoo.") }
    document.add(match.issues)
    if match.id == nil, match.issues.isEmpty, settings["vendor_policy"] == "match_only" {
      document.add(VendorMatch.missing(key, name, document))
    }
    try document.check()
    let values = try await VendorValues(document)
    document.add(values.warnings)
    let keeper = keeper(key, values, document)
    if let known = match.id, let record = try await keeper.read(known) {
      document.add(try await change(record, values, isActive: isActive, keeper))
      try await document.link(Link.vendor, key, model, known, number: name)
      return Applied(record: known, recordName: record.recordName, warnings: document.warnings)
    }
    let made = try await create(key, values, document)
    try await document.link(Link.vendor, key, model, made, number: name)
    try await keeper.note(made, values.values + [("=contact", JSON(values.contact))])
    return Applied(record: made, recordName: name, warnings: document.warnings)
  }

  private func keeper(_ key: String, _ values: VendorValues, _ document: ProcurifyDocument) -> Keeper {
    var fields = JSONObject(values.values.map { ($0.field, JSON.null) })
    for name in ["country_id", "state_id", "property_purchase_currency_id", "property_supplier_payment_term_id"]
    where fields[name] != nil { fields[name] = .object(JSONObject()) }
    (fields["active"], fields["supplier_rank"]) = (.null, .null)
    fields["child_ids"] = ["name": nil]
    return Keeper(document: document, model: model, kind: Self.written, owner: key, fields: .object(fields))
  }

  /// With single blanks.
  private static func name(_ document: ProcurifyDocument) -> String? {
    document.fields.text("name").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }

  // MARK: A new one

  private func create(_ key: String, _ values: VendorValues, _ document: ProcurifyDocument)
    async throws(Failure) -> Int
  {
    let contact = values.contact.map { JSON.array([["name": .string($0), "type": "contact"]]) }
    let further: [(String, JSON?)] = [("is_company", true), ("supplier_rank", 1), ("child_ids", contact)]
    let filled = values.values.filter { !$0.value.isNull }.map { ($0.field, JSON?.some($0.value)) }
    let made = try await document.odoo.create(
      model,
      values: [.record(filled + further)],
      keys: [document.key("vendor", key)]
    )
    guard let id = made.first else { throw .nothingMade(document.title) }
    return id
  }

  // MARK: One that Odoo has

  private func change(_ record: JSON, _ values: VendorValues, isActive: Bool, _ keeper: Keeper)
    async throws(Failure) -> [Issue]
  {
    let document = keeper.document
    var further: [(String, JSON)] = []
    if (record["supplier_rank"]?.intValue ?? 0) == 0 { further.append(("supplier_rank", 1)) }
    if document.settings.isOn("archive_vendors"), record["active"] != .bool(isActive) {
      further.append(("active", .bool(isActive)))
    }
    if let contact = try await newContact(record, values, keeper) { further.append(("child_ids", contact)) }
    let compared = values.values + [("=contact", JSON(values.contact))]
    let left = try await keeper.bring(record, to: compared, further: further)
    return left.map { field in Self.kept(field, record, document) }
  }

  /// The contact, where Procurify named another one since, and the partner has none of that name.
  private func newContact(_ record: JSON, _ values: VendorValues, _ keeper: Keeper) async throws(Failure) -> JSON? {
    guard let name = values.contact, let id = record["id"]?.intValue else { return nil }
    let known = (record["child_ids"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    guard !known.contains(where: { ItemKey.normalized($0) == ItemKey.normalized(name) }) else { return nil }
    // One that was there and that somebody took away stays away.
    guard try await !keeper.written(id).said("=contact", JSON(name)) else { return nil }
    return .array([["name": .string(name), "type": "contact"]])
  }

  private static func kept(_ field: String, _ record: JSON, _ document: ProcurifyDocument) -> Issue {
    var issue = document.issue(
      "procurify.kept",
      "\(field) of \(record.recordName) was changed in Odoo and in Procurify; Odoo's is left.",
      severity: .warning,
      value: record[field]?.stringValue,
      repair: "Compare them, or let the connector overwrite changes made in Odoo.",
      params: ["field": field, "name": record.recordName]
    )
    (issue.model, issue.record, issue.recordName, issue.field) = (partner, record.recordID, record.recordName, field)
    return issue
  }
}
