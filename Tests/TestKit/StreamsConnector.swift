package import Core
package import Engine
package import HTTP
package import Odoo
import Storage

/// A connector with three streams in memory: vendors, bills of those vendors, and notes that need nothing.
package struct StreamsConnector: Connector {
  /// What the streams are read with; a list is its own partner.
  package struct Client: Sendable {}

  package let id = "streams"
  package let label = "Streams"
  package let settings: [Setting] = [Setting("api_token", .secret, "Token", required: true)]
  package let flows: [any Flow<Client>] = []
  package let receiving: [any ReceivingFlow] = [ReceiveVendor(), ReceiveStreamBill(), ReceiveStreamNote()]
  package let mappings: [PrintedMapping] = []
  package let snapshots = ["reference"]
  package let vendors = MovingList("vendors", flow: ReceiveVendor.flow)
  package let bills = MovingList(
    "bills",
    flow: ReceiveStreamBill.flow,
    dependsOn: ["vendors"],
    snapshots: ["reference"]
  )
  package let notes = MovingList("notes", flow: ReceiveStreamNote.flow)
  package let references = Counter()

  package var inboxes: [any Inbox<Client>] { [vendors, bills, notes] }

  package let linkKinds = [
    LinkKind(
      ReceiveVendor.link,
      "Vendor",
      model: "res.partner",
      keys: [
        MatchKey("ref", "external_id", odoo: ["ref"]),
        MatchKey("name", "name", odoo: ["name"], decides: false, ignoresCase: true),
      ]
    )
  ]

  package init() {}

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> Client { Client() }

  package func snapshot(_ name: String, _ client: Client) async throws(Failure) -> JSON {
    .int(references.next())
  }

  package func test(_ client: Client) async -> [TestStep] { [] }
}

/// A vendor becomes a partner, or changes the one that it became.
package struct ReceiveVendor: ReceivingFlow {
  package static let flow = "streams.vendor.pull"
  package static let link = "streams.vendor"
  package let id = Self.flow
  package let label = "Receive vendor"
  package let model = "res.partner"

  package func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied
  {
    let key = arrival.about ?? ""
    let name = arrival.content["name"]?.stringValue ?? key
    let known = try await odoo.referenced([key], flow: Self.link, connection: settings.key)[key]
    if let known {
      try await odoo.write(model, ids: [known.record], values: ["name": .string(name)])
      return Applied(record: known.record, recordName: name)
    }
    let id = try await odoo.create(model, values: [["name": .string(name)]]).first ?? 0
    try await odoo.bring(
      OdooReference(
        model: model,
        record: id,
        connection: settings.key,
        flow: Self.link,
        externalID: key,
        number: nil,
        entry: 0
      )
    )
    return Applied(record: id, recordName: name)
  }
}

/// A bill of a vendor that Odoo knows becomes a move; any other is held.
package struct ReceiveStreamBill: ReceivingFlow {
  package static let flow = "streams.bill.pull"
  package let id = Self.flow
  package let label = "Receive bill"
  package let model = "account.move"

  package func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied
  {
    let vendor = arrival.content["vendor"]?.stringValue ?? ""
    let linked = try await odoo.referenced([vendor], flow: ReceiveVendor.link, connection: settings.key)[vendor]
    guard let partner = linked?.record else { throw Self.missing(vendor) }
    let values: JSON = ["partner_id": .int(partner), "ref": .string(arrival.number ?? "")]
    let known = try await odoo.search(
      model,
      domain: [["ref", "=", .string(arrival.number ?? "")]],
      fields: ["ref": nil],
      order: nil,
      limit: 1
    ).first?["id"]?.intValue
    if let known {
      try await odoo.write(model, ids: [known], values: values)
      return Applied(record: known, recordName: "BILL/\(known)")
    }
    let id = try await odoo.create(model, values: [values]).first ?? 0
    return Applied(record: id, recordName: "BILL/\(id)")
  }

  fileprivate static func missing(_ vendor: String) -> Failure {
    let issue = Issue(
      "streams.vendor_missing",
      "The vendor \(vendor) is not in Odoo yet.",
      path: "vendor",
      missing: Issue.Missing(
        kind: ReceiveVendor.link,
        externalID: vendor,
        name: "Vendor \(vendor)",
        model: "res.partner"
      )
    )
    return Failure(.data, issue.code, issue.message, issues: [issue])
  }
}

/// A note becomes a note; one that names a vendor waits for it.
package struct ReceiveStreamNote: ReceivingFlow {
  package static let flow = "streams.note.pull"
  package let id = Self.flow
  package let label = "Receive note"
  package let model = "note.note"

  package func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied
  {
    let text = arrival.content["text"] ?? .null
    if let vendor = arrival.content["vendor"]?.stringValue {
      let linked = try await odoo.referenced([vendor], flow: ReceiveVendor.link, connection: settings.key)
      guard linked[vendor] != nil else { throw ReceiveStreamBill.missing(vendor) }
    }
    let known = try await odoo.search(
      model,
      domain: [["name", "=", .string(arrival.about ?? "")]],
      fields: ["name": nil],
      order: nil,
      limit: 1
    ).first?["id"]?.intValue
    if known == nil, text == "off" { return .leftAlone("There is no note to take off.") }
    if let known {
      try await odoo.write(model, ids: [known], values: ["text": text])
      return Applied(record: known, recordName: arrival.about ?? "")
    }
    let values: JSON = ["name": .string(arrival.about ?? ""), "text": text]
    let id = try await odoo.create(model, values: [values]).first ?? 0
    return Applied(record: id, recordName: arrival.about ?? "")
  }
}
