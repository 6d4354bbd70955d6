import Core
import Engine
import Mapping
import Odoo
import Storage

/// A record that is created in one of Procountor's registers, once: all of it that does not depend on the register.
protocol RegisterFlow: Flow<ProcountorClient> {
  var table: MappingTable { get }
  /// What stands in the register, in a sentence: `customer`.
  var what: String { get }
  /// The name of the one request: `partner`.
  var step: String { get }
  /// Where one is created: `/businesspartners`.
  var path: String { get }
  /// The code of the issue when several could be the record.
  var several: String { get }

  /// Those that the register has already, by the record's own key; none where it has no key.
  func known(_ record: JSON, _ client: ProcountorClient) async throws(Failure) -> [JSON]

  /// What a request whose answer was lost may have left.
  func lost(_ record: JSON, _ entry: Entry, _ client: ProcountorClient) async throws(Failure) -> [JSON]
}

extension RegisterFlow {
  var model: String { table.odoo }
  var content: ContentRule { .once }
  var fields: JSON { table.odooFields }

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let mapped = Mapper.map(document, table, MappingContext(procountor: settings))
    let request = Draft.Request(name: step, body: mapped.payload.bytes, repeatRule: .lookup)
    return Draft(payload: mapped.payload, requests: [request], issues: mapped.issues)
  }

  /// Looks before it creates: the API takes the same record twice.
  func deliver(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt {
    let record = (try? JSON(parsing: step.body)) ?? .null
    let known = entry.wasInDoubt ? try await lost(record, entry, client) : try await known(record, client)
    if let found = try RegisterSearch.adopt(known, entry, what, code: several) { return found }
    let answer = try await client.create(path, step.body)
    return Receipt(externalID: answer["id"]?.intValue.map(String.init), number: nil)
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt? {
    let record = (try? JSON(parsing: step.body)) ?? .null
    return try RegisterSearch.adopt(try await lost(record, entry, client), entry, what, code: several)
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await keepReference(entry, odoo, settings)
    return []
  }
}
