package import Core
import Odoo
import Storage

/// What a ledger that may not know everything asks before a document goes: Odoo's own memory, and the partner's.
extension FlowRunner {
  /// The answer to every document while nothing may leave: a copied database, a restored ledger; nil when it may.
  package func standstill(_ request: FlowRequest) async throws(Failure) -> [Outcome]? {
    var issue = request.readOnly
    if issue == nil { issue = try await paused() }
    guard let issue else { return nil }
    let model =
      environment.connectors.lazy.compactMap { connector in
        connector.declaration(request.flow)?.model ?? connector.puller(request.flow)?.model
      }.first ?? ""
    return request.ids.map { Outcome(.refused, model, $0, "\($0)", issues: [issue]) }
  }

  private func paused() async throws(Failure) -> Issue? {
    guard let since = try await environment.store.restoration().openSince else { return nil }
    return Issue(
      "ledger.restored",
      "The sidecar's ledger was restored from a backup of \(since.text); nothing is sent until it is reconciled.",
      repair: "The administrator runs `odoo-sidecar entry reconcile`.",
      params: ["since": since.text]
    )
  }

  /// A record that carries a partner's id is never sent: where the ledger does not know why, it learns it from Odoo.
  ///
  /// - Returns: the rebuilt entry; nil when the ledger knows the document or Odoo has no reference either.
  func remembered(_ document: OpenedDocument, _ references: [Int: OdooReference]) async throws(Failure) -> Entry? {
    guard let reference = references[document.subject.record] else { return nil }
    if try await environment.store.newest(document.subject)?.state.isAccepted == true { return nil }
    // Empty where the partner gave no id: it took the document without forwarding it, or it went another way.
    let externalID = reference.externalID.isEmpty ? nil : reference.externalID
    return try await ledger.rebuild(document, externalID: externalID, number: reference.number)
  }

  /// The document, marked to be looked up first when it is older than the last reconciliation.
  func marked(_ document: OpenedDocument) async throws(Failure) -> OpenedDocument {
    guard let moment = try await environment.store.restoration().reconciledAt,
      let created = document.recordCreated.flatMap({ Timestamp(text: $0) }), created <= moment
    else { return document }
    var document = document
    document.draft.context = document.draft.context.setting(Entry.lookFirstKey, to: true)
    return document
  }
}

extension Entry {
  static let lookFirstKey = "look_first"

  /// True when the partner must be asked before the first attempt: a restored ledger may have forgotten the delivery.
  var looksFirst: Bool { context[Self.lookFirstKey] == true && attempts == 0 }
}
