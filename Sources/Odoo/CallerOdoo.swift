package import Core
package import JSONRPC

/// Odoo through the socket peer that asked: the caller's user, rights and open transaction.
///
/// Usable only while the forward call is open. A serialization failure in Odoo ends the attempt: it arrives as
/// `.transport` `odoo.attempt_over`, and nothing more may be asked.
package struct CallerOdoo: OdooGateway, FieldNames {
  private let peer: Peer
  private let call: RequestID
  private let company: Int
  private let language: String?
  private let catalogue: FieldCatalogue
  private let asked: @Sendable () -> Void

  /// - Parameters:
  ///   - peer: who asked.
  ///   - call: what it asked; open for as long as this is used.
  ///   - company: in which everything is read and written.
  ///   - language: of texts that are translated.
  ///   - catalogue: of this database.
  ///   - asked: told of each call.
  package init(
    peer: Peer,
    call: RequestID,
    company: Int,
    language: String?,
    catalogue: FieldCatalogue,
    asked: @escaping @Sendable () -> Void = {}
  ) {
    self.peer = peer
    self.call = call
    self.company = company
    self.language = language
    self.catalogue = catalogue
    self.asked = asked
  }

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    let tree = try await resolve(fields, in: model)
    var read = OdooRead()
    var rest = ids
    while !rest.isEmpty {
      let answer = try await ask(
        "odoo/read",
        [
          ("model", .string(model)), ("ids", .array(rest.map(JSON.int))), ("fields", tree.wire),
          ("committed", .bool(committed)),
        ]
      )
      read.records += (answer["records"]?.arrayValue ?? []).map(tree.renamed)
      read.missing += (answer["missing"]?.arrayValue ?? []).compactMap(\.intValue)
      read.uncommitted += (answer["uncommitted"]?.arrayValue ?? []).compactMap(OdooRow.init)
      guard let next = answer["next"], !next.isNull else { break }
      // Records that are left out silently would look as if they were not committed.
      guard let id = next.intValue, let place = rest.firstIndex(of: id), place > 0 else { throw .noNextPage(model) }
      rest = Array(rest[place...])
    }
    return read
  }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    let answer = try await ask(
      "odoo/call",
      [
        ("model", .string(model)), ("ids", .array(ids.map(JSON.int))), ("method", .string(method)),
        ("arguments", arguments),
      ]
    )
    return answer["result"] ?? .null
  }

  /// Odoo runs on this machine, by the same clock.
  package func serverTime() async throws(Failure) -> Timestamp? { nil }

  // MARK: Names

  func fields(of model: String) async throws(Failure) -> [String: FieldInfo]? {
    if let known = catalogue.known(model) { return known }
    let answer = try await ask("odoo/fields", [("models", [.string(model)])])
    let fields = answer["models"]?[model]?.objectValue.map { object in
      Dictionary(
        object.members.map { ($0.key, FieldInfo(told: $0.value)) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    catalogue.learn(model, fields)
    return fields
  }

  // MARK: The wire

  func ask(_ method: String, _ params: [(String, JSON?)]) async throws(Failure) -> JSON {
    var all: [(String, JSON?)] = [("call", call.json)]
    all += params
    all.append(("company_id", .int(company)))
    if let language { all.append(("lang", .string(language))) }
    asked()
    do throws(RPCError) {
      return try await peer.call(method, .record(all))
    } catch {
      throw Failure(reverse: error, method: method)
    }
  }
}

extension FieldInfo {
  /// Addons of before say nothing of digits.
  fileprivate init(told json: JSON) {
    self.init(
      type: json["type"]?.stringValue ?? "",
      relation: json["relation"]?.stringValue,
      digits: json["digits"]?.intValue
    )
  }
}

extension OdooRow {
  init?(_ json: JSON) {
    guard let model = json["model"]?.stringValue, let id = json["id"]?.intValue else { return nil }
    self.init(model: model, id: id)
  }
}

extension Failure {
  fileprivate static func noNextPage(_ model: String) -> Failure {
    Failure(
      .protocol,
      "odoo.invalid",
      "Odoo cut its answer about \(model) at a place from which it cannot be continued.",
      hint: "Upgrade the addon `sidecar` in Odoo."
    )
  }

  /// What an error of a reverse call means for the flow.
  init(reverse error: RPCError, method: String) {
    let code = error.dataCode ?? "odoo.internal"
    let kind: Kind =
      switch code {
      case "odoo.access", "odoo.user", "odoo.missing": .data
      case "odoo.attempt_over", "odoo.busy", "session.closed", "session.cancelled": .transport
      case "odoo.internal": .internal
      default: .protocol
      }
    self.init(kind, code, error.message, detail: method, hint: error.data?["hint"]?.stringValue)
  }

  /// True when the caller's transaction is lost and nobody waits for an answer any more.
  package var endsAttempt: Bool { ["odoo.attempt_over", "session.closed", "session.cancelled"].contains(code) }
}
