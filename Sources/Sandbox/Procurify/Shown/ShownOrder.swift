import Core
import Foundation

/// A purchase order as the API shows it: a row in the list, with its items on its own.
enum ShownOrder {
  static func row(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> JSON {
    let method: [(String, JSON?)] = [("shipping_method", "")]
    return .record(members(tenant, order) + method)
  }

  static func detail(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> JSON {
    let items = tenant.all(.items, order.ids("items"))
    let ground: JSON = ["id": 1, "name": "Ground", "description": .null, "active": true]
    let more: [(String, JSON?)] = [
      ("shipping_method", ground), ("shipping_term", ground),
      ("payment_term", ShownVendor.term(tenant, term(tenant, order))),
      ("order_items", .array(items.map { ShownOrderItem.line(tenant, $0) })), ("creditcard_is_editable", false),
      ("creditcard", .null), ("custom_fields", []), ("cost_details", .null),
    ]
    return .record(members(tenant, order) + more)
  }

  private static func term(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> Int? {
    order.int("payment_term") ?? tenant[.vendors, order.int("vendor")]?.int("payment_term")
  }

  private static func members(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> [(String, JSON?)] {
    identity(tenant, order) + amounts(tenant, order) + addresses(tenant, order) + vendor(tenant, order) + unused
  }

  private static func identity(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> [(String, JSON?)] {
    let version: JSON = .int(order.int("version") ?? 1)
    return [
      ("procurify_PO", .int(order.id)), ("uuid", .string(ProcurifyShelf.orders.uuid(order.id))),
      ("number", order["number"]), ("PO_Num", order["custom_number"] ?? .null), ("version", version),
      ("most_recent_version", version), ("state", .int(order.int("state") ?? 0)),
      ("fulfilment_status", .string(tenant.fulfilment(order))), ("date", order["date"]),
      ("last_modified", order.modified.map(JSON.string)), ("promise_date", order["promise_date"]),
      ("closed_date", order["closed_date"] ?? .null), ("expiry_date", order["expiry_date"] ?? .null),
      ("recorded_date", .null), ("comment", order["comment"] ?? .null), ("active", true),
      ("purchaser", UserPages.summary(tenant, order.int("user"))), ("item_count", .int(order.ids("items").count)),
      ("has_blanket_order_items", .bool(RequisitionPages.hasBlanket(tenant, order))),
    ]
  }

  private static func amounts(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> [(String, JSON?)] {
    let sums = OrderSums(order, tenant)
    let none: JSON = ["value": 0, "type": "amount"]
    let rate = order["rate"]?.decimalValue ?? tenant[.currencies, order.int("currency")]?.amount("rate")
    return [
      ("subtotal", .fixed(sums.subtotal, 2)), ("freight", .fixed(order.amount("freight"), 6)),
      ("tax", order["tax"] ?? none), ("discount", order["discount"] ?? none),
      ("other", .fixed(order.amount("other"), 6)), ("total", .fixed(sums.total, 2)),
      ("purchased_currency", ShownReference.currencySummary(tenant, order.int("currency"))),
      ("purchased_currency_rate", .fixed(rate, 6)),
      ("payment_terms", tenant[.terms, term(tenant, order)]?["name"] ?? ""),
      ("shipping_terms", ""),
    ]
  }

  /// Who buys is the company's seat, who receives is the plant.
  private static func addresses(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> [(String, JSON?)] {
    let seat = tenant.all(.locations).first { $0.flag("headquarter") } ?? tenant.all(.locations).first
    let plant = tenant[.locations, order.int("location")] ?? seat
    return address("buyer", seat, tenant) + address("receiver", plant, tenant)
  }

  private static func address(
    _ role: String,
    _ location: ProcurifyRecord?,
    _ tenant: ProcurifyTenant
  ) -> [(String, JSON?)] {
    let text: (String) -> JSON = { location?[$0] ?? "" }
    let summary: JSON = [
      "id": .int(location?.id ?? 0), "is_active": true, "created_at": .string(location?.created ?? tenant.time),
      "updated_at": .string(location?.created ?? tenant.time), "name": text("name"), "addressAssociation": 1,
      "addressLineOne": text("street"), "addressLineTwo": "", "postalCode": text("postal_code"), "city": text("city"),
      "state_province": text("state"), "country": text("country"), "last_changed_by": .null,
    ]
    return [
      ("\(role)_name", text("name")), ("\(role)_contact", ""), ("\(role)_addressLineOne", text("street")),
      ("\(role)_postalCode", text("postal_code")), ("\(role)_city", text("city")),
      ("\(role)_state_province", text("state")), ("\(role)_country", text("country")), ("\(role)_address", summary),
    ]
  }

  private static func vendor(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> [(String, JSON?)] {
    let vendor = tenant[.vendors, order.int("vendor")]
    let copied = ["addressLineOne", "postalCode", "city", "state_province", "country", "contact"].map {
      ("vendor_\($0)", vendor?[$0] ?? JSON.null) as (String, JSON?)
    }
    return copied + [
      ("vendor_name", order["vendor_name"] ?? vendor?["name"] ?? .null),
      ("pref_vendor", ShownVendor.within(tenant, order.int("vendor"))),
    ]
  }

  /// What the contract names and this company has no use for.
  private static let unused: [(String, JSON?)] = [
    ("disclaimer_description", .null), ("disclaimer_text", .null), ("staged_for_export", false),
    ("punchout_system", .null), ("purchase_agreement", .null), ("purchase_agreement_status", .null),
    ("punchout_vendor_reference", .null), ("punchout_supplier_icon", .null), ("punchout_supplier_name", .null),
    ("contract", .null),
  ]
}
