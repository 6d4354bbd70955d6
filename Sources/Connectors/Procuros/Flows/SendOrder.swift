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
    try await keepNumbers(entry, odoo)
    return try await confirm(entry, odoo)
  }

  /// Keeps with each line the number that the vendor knows it by; the vendor's answers and bills refer to it.
  private func keepNumbers(_ entry: Entry, _ odoo: any OdooGateway) async throws(Failure) {
    let fields: JSON = ["order_line": ["procuros_line_number": nil]]
    let read = try await odoo.read(model, ids: [entry.subject.record], fields: fields, committed: false)
    let rows = (read.records.first?["order_line"]?.arrayValue ?? []).compactMap { line -> JSON? in
      guard let id = line["id"]?.intValue, let number = entry.context["line_numbers"]?["\(id)"]?.intValue,
        line["procuros_line_number"]?.intValue != number
      else { return nil }
      return ["id": .int(id), "procuros_line_number": .int(number)]
    }
    guard !rows.isEmpty else { return }
    do throws(Failure) {
      try await odoo.write(model, ids: [entry.subject.record], values: ["order_line": .array(rows)])
    } catch {
      // Whoever sent it may not change its lines, or the addon is older: an answer then goes by the order of the lines.
      guard error.kind != .transport else { throw error }
    }
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
