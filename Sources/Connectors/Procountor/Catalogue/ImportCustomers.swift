import Core
import Engine
import Foundation
import Mapping
import Odoo

/// Customers of Procountor whose id Odoo does not know, for a person to pair with partners or to add.
///
/// Source: reference 6.6 and ruling 9; the vendor's user guide, *How to import Procountor customers*.
struct ImportCustomers: ImportFlow {
  let id = "procountor.partner.import"
  let label = "Customers from Procountor"
  let model = "res.partner"
  let link = "procountor.customer"
  let owner: String? = "commercial_partner_id"

  let keys = [
    MatchKey(
      "business_id",
      "business_id",
      odoo: ["company_registry", "vat"],
      normalise: PartnerIdentifier.comparable,
      spellings: PartnerIdentifier.spellings
    ),
    MatchKey(
      "business_id",
      "vat",
      odoo: ["vat", "company_registry"],
      normalise: PartnerIdentifier.comparable,
      spellings: PartnerIdentifier.spellings
    ),
    MatchKey("einvoice_address", "einvoice_address", odoo: ["peppol_endpoint"], ignoresCase: true),
    MatchKey("email", "email", odoo: ["email"], ignoresCase: true, normalise: ImportCustomers.address),
  ]

  func page(after cursor: String?, _ settings: Settings, _ client: ProcountorClient)
    async throws(Failure) -> ImportPage
  {
    let list = try await client.customers(after: cursor.flatMap { Int($0) })
    let partners = try await client.businessPartners(list.rows.compactMap { $0["id"]?.intValue })
    return ImportPage(items: partners.flatMap(Self.items), next: list.next.map(String.init))
  }

  func row(_ content: JSON, _ settings: Settings) -> JSON {
    guard let kind = content["kind"]?.stringValue else { return CustomerRow.main(content) }
    return CustomerRow.further(kind, content["address"] ?? .null, of: content["name"]?.words)
  }

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    try await NewCustomer(arrival, odoo, settings).create()
  }

  // MARK: Rows

  /// The customer, then its other addresses where they differ from what came before.
  private static func items(_ partner: JSON) -> [ImportItem] {
    guard let id = partner["id"]?.externalID else { return [] }
    let (key, name) = ("customer-\(id)", partner["name"]?.words ?? id)
    var known = [partner["address"]].compactMap(\.self)
    var items = [ImportItem(externalID: key, link: id, title: name, content: partner)]
    for (kind, suffix) in [("invoice", "billing"), ("delivery", "delivery")] {
      guard let address = partner[suffix + "Address"], !CustomerRow.isEmpty(address),
        !known.contains(where: { CustomerRow.isSame(named($0, name), named(address, name)) })
      else { continue }
      known.append(address)
      let content: JSON = .record([("kind", .string(kind)), ("name", .string(name)), ("address", address)])
      let title = address["name"]?.words ?? name
      items.append(ImportItem(externalID: "\(key)-\(suffix)", link: nil, parent: key, title: title, content: content))
    }
    return items
  }

  /// An address without a name is the customer's.
  private static func named(_ address: JSON, _ name: String) -> JSON {
    address["name"]?.words == nil ? address.adding([("name", .string(name))]) : address
  }

  /// The address in `Puutavara Oy <info@puutavara.example>`, which is how some people keep it.
  private static func address(_ text: String) -> String? {
    let inside = text.split(separator: "<").last?.split(separator: ">").first ?? ""
    let address = inside.trimmingCharacters(in: .whitespacesAndNewlines)
    return address.contains("@") ? address.lowercased() : nil
  }
}
