import Core
import Engine
import Mapping
import Odoo
import TestKit

@testable import ProcurifyConnector

/// An Odoo with countries, currencies and a few partners, and what vendors and items become there.
struct MasterDataWorld {
  static let connection = "c-1"

  let odoo: FakeOdoo
  var settings: [String: JSON] = ["domain": "acme", "client_id": "cid_demo"]

  /// - Parameter isFarAway: true for an Odoo over HTTP, which knows again what was created under a key.
  init(isFarAway: Bool = false) {
    odoo = FakeOdoo(isFarAway: isFarAway)
    for model in ["res.partner", "product.product"] {
      odoo.derive(model) { $0["active"] == nil ? $0.adding([("active", true)]) : $0 }
    }
    odoo.put(["id": 233, "name": "United States", "code": "US", "display_name": "United States"], "res.country")
    odoo.put(
      ["id": 48, "name": "Washington", "code": "WA", "country_id": ["id": 233], "display_name": "Washington"],
      "res.country.state"
    )
    odoo.put(["id": 2, "name": "USD", "active": true, "display_name": "USD"], "res.currency")
    odoo.put(["id": 7, "name": "Net 30", "active": true, "display_name": "Net 30"], "account.payment.term")
    odoo.put(["id": 5, "name": "Units", "active": true, "display_name": "Units"], "uom.uom")
    odoo.put(
      ["id": 61, "code": "6100", "name": "Shop supplies", "display_name": "6100 Shop supplies"],
      "account.account"
    )
    odoo.commit()
  }

  func put(partner id: Int, _ name: String, _ more: JSON = [:]) {
    let partner: JSON = [
      "id": .int(id), "name": .string(name), "display_name": .string(name), "active": true, "supplier_rank": 1,
    ]
    odoo.put(partner.adding(more.objectValue?.members.map { ($0.key, $0.value) } ?? []), "res.partner")
    odoo.commit()
  }

  func put(product id: Int, _ name: String, code: String) {
    odoo.put(
      [
        "id": .int(id), "name": .string(name), "display_name": .string(name), "active": true,
        "default_code": .string(code),
      ],
      "product.product"
    )
    odoo.commit()
  }

  func link(_ kind: String, _ id: String, _ model: String, _ record: Int) {
    odoo.link(
      OdooReference(
        model: model,
        record: record,
        connection: Self.connection,
        flow: kind,
        externalID: id,
        number: nil,
        entry: 0
      )
    )
  }

  var opened: Settings {
    let values = JSONObject(settings.map { ($0.key, $0.value) })
    return Settings(
      connection: ["key": .string(Self.connection), "name": "Procurify", "company_id": 1, "settings": .object(values)],
      secrets: [:],
      declared: Procurify().settings,
      snapshots: [
        "currencies": [["id": 3, "name": "USD"]],
        "accounts": [["id": 77, "account_code": ["id": 12, "code": "6100"]]],
        "account_codes": [["id": 12, "code": "6100"]],
      ]
    )
  }

  static let northwind: JSON = [
    "id": 44, "name": " Northwind   Tools ", "active": true, "type": 3, "addressLineOne": "1 Dock Rd",
    "postalCode": "98101", "city": "Seattle", "state_province": "WA", "country": "US", "phoneOne": "555-0100",
    "email": ["ap@northwind.test", "orders@northwind.test"], "contact": "J. Doe", "url": "https://northwind.test",
    "external_id": "V-044", "currency": 3, "payment_term_ref": ["id": 1, "name": "Net 30"],
  ]

  /// What came of a vendor, or all that is wrong with it.
  @discardableResult
  func vendor(_ changes: JSON = [:]) async -> Result<Applied, Failure> {
    await take(PullVendor(), .vendor, "44", Self.northwind, changes)
  }

  @discardableResult
  func item(_ key: String, _ content: JSON) async -> Result<Applied, Failure> {
    await take(PullItem(), .item, key, content.adding([("key", .string(key))]), [:])
  }

  private func take(_ flow: any ReceivingFlow, _ kind: Kind, _ key: String, _ content: JSON, _ changes: JSON)
    async -> Result<Applied, Failure>
  {
    var object = content.objectValue ?? JSONObject()
    for (name, value) in changes.objectValue?.members ?? [] { object[name] = value.isNull ? nil : value }
    let document = JSON.object(object)
    let number = document["name"]?.documentID
    let arrival = InboxItem.version(kind, key, document, number: number).arrival
    do throws(Failure) {
      let applied = try await flow.apply(arrival, odoo, opened)
      odoo.commit()
      return .success(applied)
    } catch {
      odoo.rollBack()
      return .failure(error)
    }
  }
}

extension Result where Success == Applied, Failure == Core.Failure {
  /// What is to mend, or what is told although it worked.
  var toldCodes: [String] { (failure?.issues ?? applied?.warnings ?? []).map(\.code) }
}
