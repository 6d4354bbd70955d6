import Core
import Odoo

/// Finds the records of Odoo that rows of a partner's may be: identifiers first, names last, always with the reason.
///
/// One search per key and page, whatever the number of rows. An empty key matches nothing.
struct Matcher: Sendable {
  private let flow: any ImportFlow
  private let settings: Settings
  private let odoo: any OdooGateway

  init(_ flow: any ImportFlow, _ settings: Settings, _ odoo: any OdooGateway) {
    self.flow = flow
    self.settings = settings
    self.odoo = odoo
  }

  /// - Parameter rows: as `ImportFlow.row` makes them; only those that belong to no other row.
  /// - Returns: what was found for each, in their order.
  /// - Throws: what a search throws.
  func find(_ rows: [JSON]) async throws(Failure) -> [Match] {
    var found: [Int: Match] = [:]
    for declared in flow.keys {
      guard let key = try await present(declared) else { continue }
      var wanted: [String: [Int]] = [:]
      for (index, row) in rows.enumerated() where found[index] == nil {
        if let value = key.comparable(row[key.field]) { wanted[value, default: []].append(index) }
      }
      guard !wanted.isEmpty else { continue }
      let spelled = rows.indices.filter { found[$0] == nil }.compactMap { rows[$0][key.field]?.stringValue }
      for (value, records) in try await records(key, spelled) {
        for index in wanted[value] ?? [] { found[index] = Self.decide(records, key) }
      }
    }
    let all = rows.indices.map { found[$0] ?? Match(.add, reason: "none") }
    return try await withoutTaken(Self.withoutShared(all))
  }

  /// The key on those of its fields that this Odoo has: some come with modules that need not be installed.
  private func present(_ key: MatchKey) async throws(Failure) -> MatchKey? {
    var fields: [String] = []
    for field in key.odoo where try await odoo.has(field, in: flow.model) { fields.append(field) }
    return fields.isEmpty ? nil : key.on(fields)
  }

  // MARK: Searching

  /// The records that hold one of these values, by its comparable form.
  private func records(_ key: MatchKey, _ values: [String]) async throws(Failure) -> [String: [Found]] {
    let domain = JSON.array(flow.scope(settings) + key.terms(values))
    let records = try await odoo.search(flow.model, domain: domain, fields: tree(key), order: nil, limit: nil)
    var byValue: [String: [Found]] = [:]
    for record in records {
      guard let found = Found(record, owner: flow.owner) else { continue }
      let values = Set(key.odoo.compactMap { key.comparable(record[$0]) })
      for value in values where !(byValue[value]?.contains { $0.candidate.id == found.candidate.id } ?? false) {
        byValue[value, default: []].append(found)
      }
    }
    return byValue
  }

  private func tree(_ key: MatchKey) -> JSON {
    var fields = JSONObject()
    for name in key.odoo { fields[name] = .null }
    fields["active"] = .null
    if let owner = flow.owner { fields[owner] = .object(JSONObject()) }
    return .object(fields)
  }

  /// A record that holds a value, as the one that would carry the link.
  private struct Found: Sendable {
    let candidate: Match.Candidate
    let isActive: Bool

    init?(_ record: JSON, owner: String?) {
      let carrier = owner.flatMap { record[$0] } ?? record
      guard let candidate = Match.Candidate(carrier) ?? Match.Candidate(record) else { return nil }
      self.candidate = candidate
      isActive = record["active"] != false
    }
  }

  // MARK: Deciding

  private static func decide(_ records: [Found], _ key: MatchKey) -> Match {
    let active = records.filter(\.isActive).map(\.candidate)
    guard let first = active.first else {
      return Match(.nothing, reason: "archived", candidates: records.map(\.candidate))
    }
    guard active.count == 1 else { return Match(.nothing, reason: "several", candidates: active) }
    guard key.decides else { return Match(.nothing, reason: key.reason, candidates: active) }
    return Match(.update, record: first, reason: key.reason, candidates: active)
  }

  /// One record cannot be two of the partner's.
  private static func withoutShared(_ matches: [Match]) -> [Match] {
    let counts = Dictionary(matches.compactMap { $0.record?.id }.map { ($0, 1) }, uniquingKeysWith: +)
    return matches.map { match in
      guard let record = match.record, counts[record.id, default: 0] > 1 else { return match }
      return Match(.nothing, reason: "shared", candidates: match.candidates)
    }
  }

  /// A record that is linked to something else of the partner's is not proposed.
  private func withoutTaken(_ matches: [Match]) async throws(Failure) -> [Match] {
    let ids = Set(matches.compactMap { $0.record?.id })
    guard !ids.isEmpty else { return matches }
    let taken = try await odoo.references(
      flow.model,
      ids: ids.sorted(),
      flow: flow.link,
      connection: settings.key
    )
    return matches.map { match in
      guard let record = match.record, taken[record.id].map({ !$0.externalID.isEmpty }) ?? false else { return match }
      return Match(.nothing, reason: "taken", candidates: match.candidates)
    }
  }
}

extension MatchKey {
  /// The form in which both sides are compared; nil for what names nothing.
  func comparable(_ value: JSON?) -> String? {
    guard let text = value?.stringValue?.trimmed, !text.isEmpty, let normal = normalise(text)?.trimmed, !normal.isEmpty
    else { return nil }
    return ignoresCase ? normal.lowercased() : normal
  }

  /// A domain that finds every record that may hold one of these values.
  func terms(_ values: [String]) -> [JSON] {
    var seen: Set<String> = []
    let spelled = values.map(\.trimmed).filter { comparable(.string($0)) != nil }.flatMap(spellings)
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    let leaves: [JSON] =
      ignoresCase
      ? odoo.flatMap { field in spelled.map { [.string(field), "=ilike", .string($0.escaped)] } }
      : odoo.map { [.string($0), "in", .array(spelled.map(JSON.string))] }
    return Array(repeating: "|", count: max(0, leaves.count - 1)) + leaves
  }
}

extension String {
  fileprivate var trimmed: String {
    let tail = trimmingPrefix { $0.isWhitespace }.reversed().drop { $0.isWhitespace }
    return String(tail.reversed())
  }

  /// What `=ilike` takes for itself and no pattern.
  fileprivate var escaped: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
