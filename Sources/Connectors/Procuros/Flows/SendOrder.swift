import Core
import Engine
import Mapping
import Odoo
import Storage

/// A purchase order leaves as an ORDER transaction: `procuros.order.send`.
struct SendOrder: TransactionFlow {
  let id = "procuros.order.send"
  let label = "Send Order to Procuros"
  let type = "ORDER"
  let table = OrderMapping.table
  let number = "orderIdentifier"
  let day = "orderDate"

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await bring(entry, odoo, settings)
    guard entry.state == .delivered else { return [] }
    return try await confirm(entry, odoo)
  }

  /// Confirms the order unless its vendor's response shall do so (reference D-17, *Require Order Response*).
  ///
  /// What Odoo refuses here is told and left to the user: the partner has the order.
  private func confirm(_ entry: Entry, _ odoo: any OdooGateway) async throws(Failure) -> [Issue] {
    let order = entry.subject.record
    let fields: JSON = ["state": nil, "partner_id": ["procuros_require_order_response": nil]]
    let read = try await odoo.read(model, ids: [order], fields: fields, committed: false)
    guard let now = read.records.first, ["draft", "sent"].contains(now["state"]?.stringValue),
      now["partner_id"]?["procuros_require_order_response"] != true
    else { return [] }
    do throws(Failure) {
      _ = try await odoo.call(model, ids: [order], method: "button_confirm", arguments: [:])
      return []
    } catch {
      guard error.kind == .data else { throw error }
      return [
        Issue(
          "procuros.order.not_confirmed",
          "\(entry.recordName) was sent, but Odoo could not confirm it: \(error.message)",
          severity: .warning,
          model: model,
          record: order,
          recordName: entry.recordName,
          repair: "Mend what Odoo says and confirm the order by hand."
        )
      ]
    }
  }
}
