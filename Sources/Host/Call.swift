package import Core
import Engine
package import JSONRPC
package import Odoo
package import Storage

/// One call of a peer, with what a method needs to answer it.
package struct Call: Sendable {
  package let host: Sidecar
  package let session: Session
  package let id: RequestID
  package let params: JSON

  /// The database of the peer; an operator names it or, where there is only one, need not.
  ///
  /// - Throws: `.protocol` `session.no_database`.
  package func database() async throws(Failure) -> Int64 {
    if let database = session.identity?.database { return database }
    let known = try await host.environment.store.databases()
    if let number = params["database"]?.intValue {
      if known.contains(where: { $0.id == Int64(number) }) { return Int64(number) }
    } else if let name = params["database"]?.stringValue {
      let named = known.filter { $0.identity.name == name || $0.identity.uuid == name }
      if named.count == 1 { return named[0].id }
    } else if known.count == 1 {
      return known[0].id
    }
    throw Failure(
      .protocol,
      "session.no_database",
      known.isEmpty ? "No Odoo database has spoken to this sidecar yet." : "Name one database.",
      hint: known.isEmpty
        ? "Open the connector in Odoo and save it once."
        : "Use --database with one of: \(known.map(\.identity.name).joined(separator: ", "))."
    )
  }

  /// The database to narrow a listing to: an Odoo peer's own, an operator's choice or all.
  package func scope() async throws(Failure) -> Int64? {
    if session.role == .operator, session.identity?.database == nil, params["database"] == nil { return nil }
    return try await database()
  }

  /// Odoo behind this call, for as long as it is open.
  package func odoo(company: Int, language: String?, database: Int64) -> CallerOdoo {
    let calls = host.environment.odooCalls
    return CallerOdoo(
      peer: session.peer,
      call: id,
      company: company,
      language: language,
      catalogue: host.catalogues.of(database)
    ) { calls.note(database) }
  }

  /// An entry the peer may see.
  ///
  /// - Throws: `.data` `entry.unknown`.
  package func entry(_ id: Int64) async throws(Failure) -> Entry {
    let scope = try await scope()
    guard let entry = try await host.environment.store.entry(id), scope == nil || entry.subject.database == scope else {
      throw Failure(
        .data,
        "entry.unknown",
        "There is no document \(id).",
        hint: "List them with `odoo-sidecar entry list`."
      )
    }
    return entry
  }

  // MARK: Parameters

  package func text(_ name: String) throws(Failure) -> String {
    guard let value = params[name]?.stringValue, !value.isEmpty else { throw .parameter(name, "a text") }
    return value
  }

  package func int(_ name: String) throws(Failure) -> Int {
    guard let value = params[name]?.intValue else { throw .parameter(name, "an integer") }
    return value
  }

  package func ints(_ name: String) throws(Failure) -> [Int] {
    guard let items = params[name]?.arrayValue else { throw .parameter(name, "a list of integers") }
    let numbers = items.compactMap(\.intValue)
    guard numbers.count == items.count else { throw .parameter(name, "a list of integers") }
    return numbers
  }

  package func optionalInt(_ name: String) throws(Failure) -> Int? {
    guard let value = params[name], !value.isNull else { return nil }
    guard let number = value.intValue else { throw .parameter(name, "an integer") }
    return number
  }

  /// False where it is left out.
  package func flag(_ name: String) throws(Failure) -> Bool {
    guard let value = params[name], !value.isNull else { return false }
    guard let flag = value.boolValue else { throw .parameter(name, "true or false") }
    return flag
  }

  package func optionalText(_ name: String) throws(Failure) -> String? {
    guard let value = params[name], !value.isNull else { return nil }
    guard let text = value.stringValue else { throw .parameter(name, "a text") }
    return text
  }
}

extension Failure {
  package static func parameter(_ name: String, _ shape: String) -> Failure {
    Failure(
      .protocol,
      "protocol.params",
      "The parameter \(name) must be \(shape).",
      hint: "See protocol/specification.md."
    )
  }
}
