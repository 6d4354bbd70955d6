import Core
import Odoo
import Storage

/// Documents that are held because Odoo has no counterpart for a record of the partner's.
extension FlowRunner {
  /// Which of the counterparts that these documents miss are linked by now.
  func linked(behind held: [Entry], _ odoo: any OdooGateway) async throws(Failure) -> Set<Issue.Missing> {
    let now = environment.time.now()
    let missing = Set(held.filter { $0.mayFollowLink(at: now) }.flatMap(\.missing))
    var found: Set<Issue.Missing> = []
    for (place, kinds) in Dictionary(grouping: missing, by: { $0.kind }).sorted(by: { $0.key < $1.key }) {
      guard let connection = held.first?.subject.connection else { continue }
      let ids = Set(kinds.map(\.externalID)).sorted()
      let links = try await odoo.referenced(ids, flow: place, connection: connection)
      found.formUnion(kinds.filter { links[$0.externalID] != nil })
    }
    return found
  }

  /// Lets documents go on whose missing counterpart a changed record may be: of the whole connection, for a change is told
  /// once.
  ///
  /// - Parameters:
  ///   - held: documents of one flow; the models that they miss records of are looked at.
  ///   - request: whose connection is meant.
  ///   - odoo: where to look.
  /// - Throws: what the gateway or the store throws.
  func watch(_ held: [Entry], _ request: FlowRequest, _ odoo: any OdooGateway) async throws(Failure) {
    let models = Set(held.flatMap(\.missing).map(\.model)).sorted()
    guard !models.isEmpty else { return }
    // A look is everybody's, so it begins where the document that waits longest needs it.
    let waiting = try await heldForData(request, allFlows: true)
    for model in models {
      let changed = ChangedRecords(
        environment,
        database: request.database,
        connection: request.connection,
        model: model
      )
      let oldest = waiting.filter { $0.misses(model) }.map(\.updatedAt).min()
      let changes = try await changed.look(since: oldest, fields: ["display_name": nil], odoo)
      if !changes.records.isEmpty { try await stir(model, request, odoo) }
      try await changed.keep(changes)
    }
  }

  private func stir(_ model: String, _ request: FlowRequest, _ odoo: any OdooGateway) async throws(Failure) {
    let held = try await heldForData(request, allFlows: true).filter { $0.misses(model) }
    let found = try await findings(of: Set(held.flatMap(\.probedDomains)).filter { $0.model == model }, odoo)
    for entry in held {
      // Where it is known what must be found, a change of another record mends nothing.
      let probed = entry.probedDomains.filter { $0.model == model }
      guard entry.hasUnprobed(model) || probed.contains(where: found.contains) else { continue }
      try await applyAgain(entry)
    }
  }
}

extension Entry {
  private static let followedKey = "followed_links"

  /// The partner's records that it misses a counterpart of.
  var missing: [Issue.Missing] { issues.filter { $0.severity == .error }.compactMap(\.missing) }

  func misses(_ model: String) -> Bool { missing.contains { $0.model == model } }

  /// True where nothing says which record of the model would mend it.
  fileprivate func hasUnprobed(_ model: String) -> Bool {
    issues.contains { $0.severity == .error && $0.missing?.model == model && $0.probe == nil }
  }

  /// A document that stays held although a link is there is looked at ever more seldom.
  fileprivate func mayFollowLink(at now: Timestamp) -> Bool {
    let followed = Set((context[Self.followedKey]?.arrayValue ?? []).compactMap(\.stringValue))
    return Set(missing.map(\.key)) != followed || looksAgain(at: now)
  }

  /// It goes on because of a link; held once more for the same, it did not help.
  mutating func followLinks() {
    context = context.setting(Self.followedKey, to: .array(missing.map { .string($0.key) }))
  }
}

extension Issue.Missing {
  /// One text per counterpart.
  var key: String { "\(kind)|\(externalID)" }
}
