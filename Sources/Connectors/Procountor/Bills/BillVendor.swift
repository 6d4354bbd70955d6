import Core
import Engine
import Foundation
import Odoo

/// The vendor of a bill: by Procountor's id, else by business id, else by name, else a new one.
///
/// Source: reference 6.8; design, section 13: an empty key matches nothing.
struct BillVendor {
  /// The kind of link between a partner of Odoo and a supplier of Procountor.
  static let link = "procountor.supplier"
  private static let model = "res.partner"

  /// Nil while it is to be created, and where an issue says what is wrong.
  private(set) var id: Int?
  /// Values of the partner that is to be created.
  private(set) var new: JSON?
  private(set) var issues: [Issue] = []
  /// True where Odoo did not know Procountor's id of it.
  private var isLinked = false
  private let supplier: String?

  private struct Party {
    let name: String
    let identifiers: [String]
    let content: JSON
  }

  /// - Throws: what a search throws.
  init(_ incoming: Incoming) async throws(Failure) {
    let invoice = incoming.arrival.content["invoice"] ?? .null
    supplier = invoice["partnerId"]?.externalID
    if let supplier {
      let found = try await incoming.odoo.referenced([supplier], flow: Self.link, connection: incoming.settings.key)
      // Somebody may have deleted the partner since.
      if let partner = found[supplier]?.record, try await Self.isThere(partner, incoming) {
        (id, isLinked) = (partner, true)
        return
      }
    }
    let content = invoice["counterParty"] ?? .null
    let identifiers = ["identifier", "taxCode"].compactMap { content[$0]?.words }
    guard let name = content["counterPartyAddress"]?["name"]?.words else {
      issues = [Self.nameless(incoming)]
      return
    }
    try await find(Party(name: name, identifiers: identifiers, content: content), incoming)
  }

  /// Creates the vendor where that is to be done, and notes Procountor's id of it.
  ///
  /// - Returns: the vendor; nil where an issue said why there is none.
  /// - Throws: what Odoo throws.
  func settle(_ incoming: Incoming) async throws(Failure) -> Int? {
    var vendor = id
    if let new {
      vendor = try await incoming.odoo.create(Self.model, values: [new]).first
      guard vendor != nil else { throw .notCreated(new["name"]?.stringValue ?? incoming.title) }
    }
    guard let vendor, let supplier, !isLinked else { return vendor }
    // One firm may be two suppliers in Procountor: the first one that brought a bill keeps its id.
    let (odoo, connection) = (incoming.odoo, incoming.settings.key)
    let known = try await odoo.references(Self.model, ids: [vendor], flow: Self.link, connection: connection)
    if known[vendor] == nil {
      try await odoo.bring(
        OdooReference(
          model: Self.model,
          record: vendor,
          connection: connection,
          flow: Self.link,
          externalID: supplier,
          number: nil,
          entry: 0
        )
      )
    }
    return vendor
  }

  // MARK: Looking

  private static func isThere(_ partner: Int, _ incoming: Incoming) async throws(Failure) -> Bool {
    let read = try await incoming.odoo.read(model, ids: [partner], fields: ["active": nil], committed: false)
    return read.missing.isEmpty
  }

  private mutating func find(_ party: Party, _ incoming: Incoming) async throws(Failure) {
    let byIdentifier = try await Self.search(Self.identified(party), incoming)
    if take(byIdentifier, "business_id", party, incoming) { return }
    let named: [JSON] = [["name", "=ilike", .string(party.name.likeEscaped)], ["parent_id", "=", false]]
    let byName = try await Self.search(named, incoming).filter { !Self.isOther($0, than: party) }
    if take(byName, "name", party, incoming) { return }
    if incoming.settings.isOn("create_vendors") {
      new = try await Self.values(party, incoming)
    } else {
      issues = [Self.unknown(party, incoming)]
    }
  }

  /// - Returns: whether the search is over.
  private mutating func take(_ found: [JSON], _ reason: String, _ party: Party, _ incoming: Incoming) -> Bool {
    // Addresses of one company are that company.
    var companies: [(id: Int, name: String)] = []
    for partner in found {
      let company = partner["commercial_partner_id"] ?? .null
      let id = company.relation ?? partner.relation ?? 0
      if !companies.contains(where: { $0.id == id }) {
        companies.append((id, company["display_name"]?.stringValue ?? partner.name))
      }
    }
    switch companies.count {
    case 0: return false
    case 1: id = companies[0].id
    default: issues = Self.several(companies, reason, party, incoming)
    }
    return true
  }

  private static func identified(_ party: Party) -> [JSON] {
    var spellings: [String] = []
    for form in party.identifiers.flatMap(PartnerIdentifier.spellings) where !spellings.contains(form) {
      spellings.append(form)
    }
    guard !spellings.isEmpty else { return [] }
    let values = JSON.array(spellings.map(JSON.string))
    return ["|", ["company_registry", "in", values], ["vat", "in", values]]
  }

  private static func search(_ domain: [JSON], _ incoming: Incoming) async throws(Failure) -> [JSON] {
    guard !domain.isEmpty else { return [] }
    let company: JSON = ["company_id", "in", [.int(incoming.settings.company), false]]
    return try await incoming.odoo.search(
      model,
      domain: .array(domain + [company, ["active", "=", true]]),
      fields: ["commercial_partner_id": ["name": nil], "vat": nil, "company_registry": nil],
      order: nil,
      limit: 20
    )
  }

  /// A firm of the same name with another business id is another firm.
  private static func isOther(_ partner: JSON, than party: Party) -> Bool {
    let theirs = Set(party.identifiers.compactMap(PartnerIdentifier.comparable))
    let ours = ["company_registry", "vat"].compactMap { partner[$0]?.words }.compactMap(PartnerIdentifier.comparable)
    return !theirs.isEmpty && !ours.isEmpty && theirs.isDisjoint(with: ours)
  }

  // MARK: A new one

  private static func values(_ party: Party, _ incoming: Incoming) async throws(Failure) -> JSON {
    let address = try await PartnerAddress(party.content["counterPartyAddress"] ?? .null, incoming.odoo)
    let identifier = party.content["identifier"]?.words
    return .record(
      [("name", .string(party.name)), ("is_company", true), ("supplier_rank", 1)] + address.values + [
        ("email", party.content["email"]?.words.map(JSON.string)),
        ("company_registry", identifier.map(JSON.string)),
        ("vat", party.content["taxCode"]?.words.map(JSON.string)),
      ]
    )
  }

  // MARK: Issues

  private static let path = "content.invoice.counterParty"

  private static func nameless(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "arrival.required",
      "\(incoming.title) has no vendor at \(path).counterPartyAddress.name.",
      at: path + ".counterPartyAddress.name",
      repair: "Enter the vendor on the bill in Procountor; it is taken again by itself.",
      params: ["path": path + ".counterPartyAddress.name", "noun": "vendor"]
    )
  }

  private static func unknown(_ party: Party, _ incoming: Incoming) -> Issue {
    let identifier = party.identifiers.first
    let known = identifier.map { " (\($0))" } ?? ""
    // One of that name would have been taken, unless its number is another one.
    let numbered = identified(party)
    let domain = numbered.isEmpty ? [["name", "=ilike", .string(party.name.likeEscaped)]] : numbered
    var issue = incoming.issue(
      "procountor.bill.vendor_unknown",
      "There is no vendor \(party.name)\(known) in Odoo.",
      at: path,
      value: party.name,
      repair: "Create the vendor with its business ID, or switch on Create Vendors on the connector.",
      params: ["vendor": party.name, "identifier": identifier ?? ""],
      probe: .domain(model: model, domain: .array(domain + [["active", "=", true]]))
    )
    (issue.model, issue.field, issue.label) = (model, "company_registry", "Company ID")
    return issue
  }

  /// One for each candidate: mending any of them is worth another try.
  private static func several(
    _ companies: [(id: Int, name: String)],
    _ reason: String,
    _ party: Party,
    _ incoming: Incoming
  ) -> [Issue] {
    let names = companies.map(\.name).joined(separator: ", ")
    let isName = reason == "name"
    let key = isName ? party.name : party.identifiers.first ?? ""
    return companies.prefix(5).map { company in
      var issue = incoming.issue(
        "procountor.bill.vendor_several",
        "\(companies.count) partners in Odoo have the \(isName ? "name" : "business ID") \(key): \(names).",
        at: path,
        value: key,
        repair: isName
          ? "Enter the business ID on the one that is meant, or merge them."
          : "Leave the business ID on the one that is meant alone, or merge them.",
        params: ["key": key, "by": reason, "candidates": names],
        probe: .field(model: model, record: company.id, field: isName ? "name" : "company_registry")
      )
      (issue.model, issue.record, issue.recordName) = (model, company.id, company.name)
      (issue.field, issue.label) = isName ? ("name", "Name") : ("company_registry", "Company ID")
      return issue
    }
  }
}

extension String {
  /// Text for `=ilike` that means itself: `%`, `_` and `\` are wildcards and their escape.
  var likeEscaped: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
