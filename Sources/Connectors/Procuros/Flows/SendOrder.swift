import Core
import Engine
import Foundation
import Mapping
import Odoo
import Storage

/// A purchase order leaves as an ORDER transaction: `procuros.order.send`.
struct SendOrder: Flow {
  let id = "procuros.order.send"
  let label = "Send Order to Procuros"
  let model = "purchase.order"
  let content = ContentRule.once
  let fields = OrderMapping.table.odooFields

  func map(_ order: JSON, _ settings: Settings) -> Draft {
    let mapped = Mapper.map(
      order,
      OrderMapping.table,
      MappingContext(settings: settings.values, company: settings.company)
    )
    let body = JSON.record([("type", "ORDER"), ("content", mapped.payload)])
    return Draft(
      payload: mapped.payload,
      requests: [Draft.Request(name: "transaction", body: body.bytes, repeatRule: .lookup)],
      issues: mapped.issues,
      context: .record([("line_numbers", .record(mapped.lineNumbers.map { ("\($0.record)", .int($0.number)) }))]),
      day: mapped.payload["header"]?["orderDate"]?.stringValue
    )
  }

  /// Source: reference D-03: "received already" means delivered only when an earlier answer to these bytes was lost.
  func deliver(_ step: Step, of entry: Entry, _ client: ProcurosClient) async throws(Failure) -> Receipt {
    do throws(Failure) {
      return try await client.send(step.body)
    } catch {
      guard error.code == "procuros.duplicate", entry.wasInDoubt else { throw error }
      if let found = try await lookUp(step, of: entry, client) { return found }
      return Receipt(externalID: nil, number: nil, message: error.message)
    }
  }

  /// Our order is the one with our number and our GLN as buyer; as a supplier we may hold others' orders of that number.
  func lookUp(_ step: Step, of entry: Entry, _ client: ProcurosClient) async throws(Failure) -> Receipt? {
    let header = (try? JSON(parsing: step.body))?["content"]?["header"]
    let days = (Self.day(entry.createdAt, -1), Self.day(entry.updatedAt, 1))
    let found = try await client.find(type: "ORDER", days: days) { content in
      content["header"]?["orderIdentifier"] == header?["orderIdentifier"]
        && content["header"]?["buyer"]?["identifiers"] == header?["buyer"]?["identifiers"]
        && content["header"]?["supplier"]?["identifiers"] == header?["supplier"]?["identifiers"]
    }
    return found.map { Receipt(externalID: $0, number: nil) }
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    let order = entry.subject.record
    try await odoo.bring(
      OdooReference(
        model: model,
        record: order,
        connection: settings.key,
        flow: id,
        externalID: entry.externalID ?? "",
        number: entry.number,
        entry: entry.id
      )
    )
    guard entry.state == .delivered else { return [] }
    return try await confirm(order, entry, odoo)
  }

  /// Confirms the order unless its vendor's response shall do so (reference D-17, *Require Order Response*).
  ///
  /// What Odoo refuses here is told and left to the user: the partner has the order.
  private func confirm(_ order: Int, _ entry: Entry, _ odoo: any OdooGateway) async throws(Failure) -> [Issue] {
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

  /// The calendar day (UTC) of a moment, some days on.
  private static func day(_ moment: Timestamp, _ offset: Int) -> String {
    String((moment + .seconds(offset * 86_400)).text.prefix(10))
  }
}
