import Core
import Engine
import Foundation
import Mapping
import Odoo
import Storage

/// A document that leaves as one transaction of Procuros: all of it that does not depend on its type.
protocol TransactionFlow: Flow<ProcurosClient> {
  /// The type of the transaction, for example `ORDER`.
  var type: String { get }
  var table: MappingTable { get }
  /// The table under these settings; reads no more than `table` does.
  func table(_ settings: Settings) -> MappingTable
  /// The member of the header that holds our number of the document, and the one that holds its day.
  var number: String { get }
  var day: String { get }
}

extension TransactionFlow {
  var model: String { table.odoo }
  var content: ContentRule { .once }
  func table(_ settings: Settings) -> MappingTable { table }
  var fields: JSON { table.odooFields }

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let mapped = Mapper.map(document, table(settings), MappingContext(procuros: settings))
    let body = JSON.record([("type", .string(type)), ("content", mapped.payload)])
    return Draft(
      payload: mapped.payload,
      requests: [Draft.Request(name: "transaction", body: body.bytes, repeatRule: .lookup)],
      issues: mapped.issues,
      context: .record([("line_numbers", .record(mapped.lineNumbers.map { ("\($0.record)", .int($0.number)) }))]),
      day: mapped.payload["header"]?[day]?.stringValue
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

  /// Our document is the one of the type with our number between the same two parties; others may use that number too.
  func lookUp(_ step: Step, of entry: Entry, _ client: ProcurosClient) async throws(Failure) -> Receipt? {
    let header = (try? JSON(parsing: step.body))?["content"]?["header"]
    let days = (entry.createdAt.day(offset: -1), entry.updatedAt.day(offset: 1))
    let found = try await client.find(type: type, days: days) { content in
      content["header"]?[number] == header?[number]
        && content["header"]?["buyer"]?["identifiers"] == header?["buyer"]?["identifiers"]
        && content["header"]?["supplier"]?["identifiers"] == header?["supplier"]?["identifiers"]
    }
    return found.map { Receipt(externalID: $0, number: nil) }
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await bring(entry, odoo, settings)
    return []
  }

  /// Writes the transaction's id beside the record.
  func bring(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) {
    let reference = OdooReference(
      model: model,
      record: entry.subject.record,
      connection: settings.key,
      flow: id,
      externalID: entry.externalID ?? "",
      number: entry.number,
      entry: entry.id
    )
    _ = try await odoo.bring(reference)
  }
}

extension MappingContext {
  /// The settings as tables see them, with the name of the connection as `name`.
  init(procuros settings: Settings) {
    var values = settings.values
    values["name"] = .string(settings.name)
    self.init(settings: values, company: settings.company)
  }
}

extension Timestamp {
  /// The calendar day (UTC), some days on.
  fileprivate func day(offset: Int) -> String {
    String((self + .seconds(offset * 86_400)).text.prefix(10))
  }
}
