import Core
import Engine
import ProcurosConnector
package import TestKit

/// Whatever a partner sends, it becomes a record or a data issue that says something; nothing else, and nothing twice.
package struct IncomingTarget: FuzzTarget {
  package static let name = "incoming"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    let (kind, base) = random.oneOf(("ORDER", Self.order), ("ORDER_RESPONSE", Self.response))
    guard let flow = Procuros().receiving.first(where: { $0.id == Self.flows[kind] }) else {
      throw Finding("nobody takes \(kind)")
    }
    var content = base
    for _ in 0..<random.pick(0...4) { content = Self.broken(content, &random) }
    if random.once(in: 100) { content = random.json() }
    let odoo = Self.odoo()
    let arrival = Arrival(externalID: "t-1", type: kind, content: content, number: random.once(in: 2) ? "1" : nil)
    do throws(Failure) {
      let applied = try await flow.apply(arrival, odoo, Self.settings(&random))
      guard odoo.records(flow.model).contains(where: { $0["id"] == .int(applied.record) }) else {
        throw Failure(.internal, "fuzz.nothing", "It became nothing.")
      }
      try Self.check(applied.warnings)
    } catch {
      guard error.kind == .data else { throw Finding("\(error.code): \(error.message)", content.text) }
      guard !error.issues.isEmpty else { throw Finding("an issue names nothing", content.text) }
      guard (try? Self.check(error.issues)) != nil else { throw Finding("an issue says too little", content.text) }
    }
  }

  private static func check(_ issues: [Issue]) throws(Failure) {
    for issue in issues {
      guard !issue.code.isEmpty, !issue.message.isEmpty, issue.recordName != nil || issue.model != nil,
        (try? JSON(parsing: issue.json.bytes)) == issue.json
      else { throw Failure(.internal, "fuzz.issue", "An issue says too little: \(issue.json.text)") }
    }
  }

  // MARK: Documents

  private static let flows = ["ORDER": "procuros.order.receive", "ORDER_RESPONSE": "procuros.order_response.receive"]

  /// The document with something else, or nothing, at one of its places.
  private static func broken(_ document: JSON, _ random: inout SeededRandom) -> JSON {
    let path = random.oneOf(paths(document), or: "header")
    if random.once(in: 5) { return document.replacing(path, with: .none) }
    return document.replacing(path, with: random.once(in: 2) ? .string(random.text()) : random.json(depth: 2))
  }

  private static func paths(_ value: JSON, _ prefix: String = "") -> [String] {
    let inner: [(String, JSON)] =
      switch value {
      case .object(let object): object.members.map { ((prefix.isEmpty ? "" : prefix + ".") + $0.key, $0.value) }
      case .array(let items): items.enumerated().map { ("\(prefix)[\($0)]", $1) }
      default: []
      }
    return inner.flatMap { [$0.0] + paths($0.1, $0.0) }
  }

  private static func gs1(_ number: String) -> JSON { [["identifier": .string(number), "domain": "GS1"]] }

  private static let order: JSON = [
    "header": [
      "buyer": ["identifiers": gs1("4260123450014")], "supplier": ["identifiers": gs1("4260123450021")],
      "shipTo": ["identifiers": gs1("4260123450014")], "billTo": ["identifiers": gs1("4260123450014")],
      "orderIdentifier": "4711", "orderDate": "2025-03-10", "requestedDeliveryDate": "2025-03-31T09:00:00+02:00",
      "currency": "EUR",
    ],
    "items": [
      [
        "lineNumber": 10, "identifiers": gs1("4260123451011"), "quantity": 24, "unitOfMeasure": "EA",
        "description": "x",
      ],
      ["lineNumber": 20, "identifiers": gs1("04260123451011"), "quantity": "2.5"],
    ],
  ]
  private static let response: JSON = [
    "header": [
      "type": "CHANGE", "supplier": ["identifiers": gs1("4260123450014")], "orderIdentifier": "P00042",
      "orderResponseIdentifier": "AB-1", "confirmedDeliveryDate": "2025-03-17",
      "paymentTerms": [["payInNumberOfDays": 30, "percentage": 0]],
    ],
    "items": [
      [
        "orderLineNumber": 1, "identifiers": gs1("4260123451011"), "confirmedQuantity": 18, "unitOfMeasure": "EA",
        "unitPrice": "1.2", "confirmedDeliveryDate": "2025-03-18",
      ]
    ],
  ]

  // MARK: Odoo

  private static func settings(_ random: inout SeededRandom) -> Settings {
    var values = JSONObject([("external_identifier", "4260123450021"), ("payment_term_id", 3)])
    for key in ["write_confirmed_date", "cancel_without_type"] where random.once(in: 2) { values[key] = true }
    if random.once(in: 2) { values["incoming_ship_to_without_gln"] = "buyer" }
    let connection: JSON = ["key": "c-1", "name": "x", "company_id": 1, "settings": .object(values)]
    return Settings(connection: connection, secrets: [:], declared: Procuros().settings)
  }

  private static func odoo() -> FakeOdoo {
    let odoo = FakeOdoo()
    let unit: JSON = ["id": 1, "display_name": "Units", "category_id": 1, "procuros_unit_type": "EA", "active": true]
    odoo.put(unit, "uom.uom")
    odoo.put(
      ["id": 14, "display_name": "Nordmarkt", "ref": "4260123450014", "active": true, "commercial_partner_id": 14],
      "res.partner"
    )
    odoo.put(
      ["id": 31, "display_name": "Juice", "barcode": "4260123451011", "active": true, "uom_id": unit],
      "product.product"
    )
    let line: JSON = [
      "id": 421, "display_name": "Juice", "name": "Juice", "procuros_line_number": 1, "product_qty": "24",
      "product_id": ["id": 31, "display_name": "Juice", "barcode": "4260123451011"], "price_unit": "1.2",
      "discount": "0",
      "date_planned": "2025-03-14T11:00:00Z", "product_uom_id": unit, "qty_received": "0", "qty_invoiced": "0",
    ]
    let term: JSON = ["value": "percent", "value_amount": "100", "nb_days": 30, "delay_type": "days_after"]
    odoo.put(
      [
        "id": 42, "display_name": "P00042", "name": "P00042", "company_id": 1, "state": "sent",
        "partner_id": ["id": 14, "display_name": "Nordmarkt", "commercial_partner_id": 14],
        "payment_term_id": ["id": 4, "display_name": "30 Days", "line_ids": [term]], "order_line": [line],
      ],
      "purchase.order"
    )
    odoo.onCall("button_confirm", set: ["state": "purchase"])
    odoo.onCall("button_cancel", set: ["state": "cancel"])
    return odoo
  }
}
