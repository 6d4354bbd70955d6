import Core
import Engine
import Foundation
import Mapping
import Odoo

/// A vendor's ORDER_RESPONSE confirms, cancels or changes the order that we sent.
struct ReceiveOrderResponse: ReceivingFlow {
  let id = "procuros.order_response.receive"
  let label = "Order response from Procuros"
  let model = SentOrder.model

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    var incoming = try await Incoming(arrival, IncomingOrderResponseMapping.table, odoo, settings)
    let verdict = ResponseVerdict(arrival.content, cancelsWithoutType: settings.isOn("cancel_without_type"))
    guard let record = incoming.document.found["name"] else {
      incoming.add(verdict.issue(incoming))
      try incoming.check()
      throw .notCreated(incoming.title)
    }
    let order = SentOrder(record)
    let lines = ResponseLines(incoming, order)
    let changes = verdict.changesLines ? ResponseChanges(incoming, order, lines, isChange: verdict == .change) : nil
    incoming.add(ResponseGuards(incoming, order, verdict, lines, changes).issues)
    try incoming.check()
    let late = try await bring(order, verdict, changes, odoo)
    return Applied(record: order.id, recordName: order.name, warnings: incoming.document.warnings + late)
  }

  /// - Returns: warnings about what Odoo made of it.
  private func bring(
    _ order: SentOrder,
    _ verdict: ResponseVerdict,
    _ changes: ResponseChanges?,
    _ odoo: any OdooGateway
  )
    async throws(Failure) -> [Issue]
  {
    switch verdict {
    case .accept, .change:
      if let rows = changes?.rows, !rows.isEmpty {
        try await odoo.write(model, ids: [order.id], values: ["order_line": .array(rows)])
      }
      return order.isDraft ? try await confirm(order, odoo) : []
    case .reject, .withoutType:
      guard order.state != "cancel" else { return [] }
      _ = try await odoo.call(model, ids: [order.id], method: "button_cancel", arguments: [:])
      try await check(order, is: "cancel", odoo)
      return []
    case .unknown:
      return []
    }
  }

  private func confirm(_ order: SentOrder, _ odoo: any OdooGateway) async throws(Failure) -> [Issue] {
    _ = try await odoo.call(model, ids: [order.id], method: "button_confirm", arguments: [:])
    let state = try await state(order, odoo)
    guard state == "to approve" else {
      try check(order, state, among: ["purchase", "done"])
      return []
    }
    return [
      Issue(
        "procuros.order_response.to_approve",
        "The vendor confirmed \(order.name), which now waits for approval.",
        severity: .warning,
        model: model,
        record: order.id,
        recordName: order.name,
        field: "state",
        label: "Status",
        value: state,
        repair: "Have the order approved.",
        params: ["order": order.name]
      )
    ]
  }

  private func check(_ order: SentOrder, is wanted: String, _ odoo: any OdooGateway) async throws(Failure) {
    try check(order, try await state(order, odoo), among: [wanted])
  }

  /// Odoo's buttons may do nothing and not say so.
  private func check(_ order: SentOrder, _ state: String, among wanted: [String]) throws(Failure) {
    guard !wanted.contains(state) else { return }
    throw .incomplete(
      order.name,
      [
        Issue(
          "procuros.order_response.state",
          "Odoo did not bring \(order.name) to the state that the vendor's answer calls for.",
          model: model,
          record: order.id,
          recordName: order.name,
          field: "state",
          label: "Status",
          value: state,
          repair: "Confirm or cancel \(order.name) by hand, then retry.",
          params: ["order": order.name],
          probe: .field(model: model, record: order.id, field: "state")
        )
      ]
    )
  }

  private func state(_ order: SentOrder, _ odoo: any OdooGateway) async throws(Failure) -> String {
    let read = try await odoo.read(model, ids: [order.id], fields: ["state": nil], committed: false)
    return read.records.first?["state"]?.stringValue ?? ""
  }
}
