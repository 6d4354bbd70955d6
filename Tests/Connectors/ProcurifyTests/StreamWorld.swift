import Core
import Engine
import HTTP
import Mapping

@testable import ProcurifyConnector

/// A tenant with a handful of records, and the inboxes that read it.
struct StreamWorld {
  let tenant: FakeProcurify
  var settings: [String: JSON] = ["domain": "acme", "client_id": "cid_demo", "page_size": 2]
  let connector = Procurify()

  init(isTopLevel: Bool = false) {
    tenant = FakeProcurify(isTopLevel: isTopLevel)
    for list in [
      "/api/v2/currencies/", "/api/v2/locations/", "/api/v3/departments/", "/api/v3/account-codes/",
      "/api/v3/accounts/",
      "/api/v3/vendors/all/", "/api/v3/catalog-items/", "/api/v3/order-items/", "/api/v2/global/orders/",
      "/api/v2/purchase_orders/purchased/all/", "/api/v3/ap/bills/",
    ] { tenant.put(list, []) }
  }

  var opened: Settings {
    let values = JSONObject(settings.map { ($0.key, $0.value) })
    return Settings(
      connection: ["key": "c-1", "name": "Procurify", "company_id": 1, "settings": .object(values)],
      secrets: ["client_secret": "sec_demo"],
      declared: connector.settings,
      snapshots: [:]
    )
  }

  func client() throws(Failure) -> ProcurifyClient { try connector.client(opened, tenant) }

  /// Everything that a run brings, and the mark after it.
  func run(_ inbox: any Inbox<ProcurifyClient>, since mark: String? = nil) async throws -> (
    items: [InboxItem], mark: String?
  ) {
    var items: [InboxItem] = []
    var cursor: String?
    var last: String?
    for _ in 0..<1000 {
      let page = try await inbox.page(after: cursor, since: mark, opened, try client())
      items += page.items
      last = page.mark ?? last
      guard let next = page.next else { return (items, last) }
      cursor = next
    }
    throw Failure(.internal, "endless", "The list does not end.")
  }

  func vendor(_ id: Int, type: Int = 4, _ changes: JSON = [:]) -> JSON {
    var vendor: JSON = [
      "id": .int(id), "name": .string("Vendor \(id)"), "active": true, "type": .int(type),
      "dateModified": "2026-03-01T09:00:00Z",
      "payment_methods": [["bank_account_number": "000123456789"]],
    ]
    for (name, value) in changes.objectValue?.members ?? [] { vendor = vendor.adding([(name, value)]) }
    return vendor
  }

  func put(bill id: Int, status: Int = 2, at moment: String = "2026-03-03T14:20:11Z") -> JSON {
    let uuid = "0000\(id)-aaaa"
    let row: JSON = [
      "id": .int(id), "uuid": .string(uuid), "status": .int(status), "type": 0,
      "invoice_number": .string("NW-\(id)"), "last_modified_datetime": .string(moment),
    ]
    tenant.put(
      detail: "/api/v2/ap/bills/\(uuid)/",
      row.adding([("total_cost_with_tax", try? JSON(parsing: "108.25")), ("vendor", ["id": 44, "name": "Northwind"])])
    )
    return row
  }
}
