import Core
import Engine
import Mapping
import Odoo

/// A buyer's ORDER becomes a quotation.
struct ReceiveOrder: ReceivingFlow {
  let id = "procuros.order.receive"
  let label = "Order from Procuros"
  let model = "sale.order"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = try await Incoming(arrival, IncomingOrderMapping.table, odoo, settings)
    incoming.add(parties(incoming))
    let earlier = try await earlierQuotation(&incoming)
    if earlier == nil { incoming.add(try await sameNumber(incoming)) }
    try incoming.check()
    let values = header(incoming)
    if let earlier {
      return try await update(earlier, incoming, values)
    }
    let rows = (incoming.document.lines["order_line"] ?? []).map { JSON.object($0.values) }
    let ids = try await odoo.create(model, values: [.object(values.setting("order_line", to: .array(rows)))])
    guard let order = ids.first else { throw .notCreated(incoming.title) }
    return try await applied(order, incoming)
  }

  // MARK: What must hold

  /// All addresses of an order belong to one trade partner (reference D-20).
  private func parties(_ incoming: Incoming) -> [Issue] {
    let document = incoming.document
    func owner(_ field: String) -> Int? {
      let value = document.found[field]?["commercial_partner_id"]
      return value?.intValue ?? value?["id"]?.intValue
    }
    guard let buyer = owner("partner_id") else { return [] }
    return ["partner_shipping_id", "partner_invoice_id"].compactMap { field in
      guard let party = document.found[field], let owner = owner(field), owner != buyer else { return nil }
      let names = (party.name, document.found["partner_id"]?.name ?? "")
      return Issue(
        "procuros.order.other_partner",
        "\(names.0) does not belong to the same company as the buyer \(names.1).",
        model: "res.partner",
        record: party["id"]?.intValue,
        recordName: names.0,
        field: "parent_id",
        label: "Company",
        path: document.paths[field],
        repair: "Make \(names.0) an address of \(names.1), or correct the GLN in Reference.",
        params: ["buyer": names.1],
        probe: party["id"]?.intValue.map { .field(model: "res.partner", record: $0, field: "parent_id") }
      )
    }
  }

  /// The quotation that an older version of this order became, with its lines; issues when it is none any more (D-18).
  private func earlierQuotation(_ incoming: inout Incoming) async throws(Failure) -> JSON? {
    guard let older = incoming.arrival.replaces else { return nil }
    let fields: JSON = [
      "state": nil, "order_line": ["procuros_order_line_number": nil, "product_id": nil, "display_type": nil],
    ]
    let read = try await incoming.odoo.read(model, ids: [older.record], fields: fields, committed: false)
    // Deleted by hand: the newer version stands for itself.
    guard let found = read.records.first else { return nil }
    if found["state"] != "draft" {
      incoming.add(
        incoming.versionTooLate(
          "procuros.order.version_too_late",
          "\(incoming.title) replaces an order that is \(older.recordName) and no draft any more.",
          older,
          of: model,
          in: found["state"],
          repair: "Set \(older.recordName) back to a quotation, or change it by hand and ignore this document."
        )
      )
    }
    return found
  }

  /// A buyer's number names one order; two quotations of it would be delivered twice.
  private func sameNumber(_ incoming: Incoming) async throws(Failure) -> Issue? {
    guard let number = incoming.document.text("procuros_order_identifier"),
      let buyer = incoming.document.found["partner_id"]?["commercial_partner_id"]
    else { return nil }
    let domain: JSON = [
      ["procuros_order_identifier", "=", .string(number)], ["company_id", "=", .int(incoming.settings.company)],
      ["partner_id.commercial_partner_id", "=", buyer["id"] ?? buyer], ["state", "!=", "cancel"],
    ]
    let found = try await incoming.odoo.search(model, domain: domain, fields: ["state": nil], order: nil, limit: 1)
    guard let other = found.first, let record = other["id"]?.intValue else { return nil }
    return Issue(
      "procuros.order.same_number",
      "\(other.name) already is the order \(number) of this buyer.",
      model: model,
      record: record,
      recordName: other.name,
      field: "procuros_order_identifier",
      label: "Buyer's Order Number",
      value: number,
      path: incoming.document.paths["procuros_order_identifier"],
      repair: "Cancel \(other.name) if this order shall take its place, or ignore this document.",
      params: ["number": number],
      probe: .field(model: model, record: record, field: "state")
    )
  }

  // MARK: What is written

  /// The order's own fields; warehouse, carrier, salesperson and team stay Odoo's choice where no setting says otherwise.
  private func header(_ incoming: Incoming) -> JSONObject {
    let (document, settings) = (incoming.document, incoming.settings)
    var values = document.values
    let buyer = document.values["partner_id"]
    for field in ["partner_shipping_id", "partner_invoice_id"] where values[field] == nil { values[field] = buyer }
    values["company_id"] = .int(settings.company)
    let own = document.found["partner_id"]?["property_payment_term_id"]
    values["payment_term_id"] = (own?["id"] ?? own)?.intValue.map(JSON.int) ?? settings.values["payment_term_id"]
    return values
  }

  /// Brings a quotation to what the newer version says; lines that somebody added by hand stay.
  private func update(_ earlier: JSON, _ incoming: Incoming, _ values: JSONObject) async throws(Failure) -> Applied {
    let order = earlier["id"]?.intValue ?? 0
    let rows = OrderLineUpdate.rows(
      from: earlier["order_line"]?.arrayValue ?? [],
      to: incoming.document.lines["order_line"] ?? []
    )
    try await incoming.odoo.write(model, ids: [order], values: .object(values.setting("order_line", to: .array(rows))))
    return try await applied(order, incoming)
  }

  private func applied(_ order: Int, _ incoming: Incoming) async throws(Failure) -> Applied {
    let fields: JSON = [
      "name": nil, "currency_id": ["name": nil], "order_line": ["product_id": nil, "product_uom_qty": nil],
    ]
    let read = try await incoming.odoo.read(model, ids: [order], fields: fields, committed: false)
    let record = read.records.first ?? .null
    let name = record["name"]?.stringValue ?? "\(order)"
    let rounded = OrderLineUpdate.rounded(record["order_line"]?.arrayValue ?? [], incoming)
    guard rounded.isEmpty else { throw .incomplete(incoming.title, rounded) }
    return Applied(
      record: order,
      recordName: name,
      warnings: incoming.document.warnings + [currency(record, name, order, incoming)].compactMap(\.self)
    )
  }

  private func currency(_ record: JSON, _ name: String, _ order: Int, _ incoming: Incoming) -> Issue? {
    guard let theirs = incoming.arrival.content["header"]?["currency"]?.stringValue, !theirs.isEmpty,
      let ours = record["currency_id"]?["name"]?.stringValue, ours != theirs
    else { return nil }
    return Issue(
      "procuros.order.currency",
      "The buyer orders in \(theirs), \(name) is in \(ours).",
      severity: .warning,
      model: model,
      record: order,
      recordName: name,
      field: "currency_id",
      label: "Currency",
      value: ours,
      path: "content.header.currency",
      repair: "Choose a price list in \(theirs) if that is agreed.",
      params: ["theirs": theirs, "ours": ours]
    )
  }
}
