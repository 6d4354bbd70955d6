import Core
import Odoo

/// Looks for the records that one of the partner's may be: identifiers first, then names, then names that share words.
struct Candidates {
  private typealias Candidate = FlowRunner.Candidate
  private static let limit = 20
  /// Shorter words say nothing.
  private static let shortest = 3

  private let kind: LinkKind
  private let odoo: any OdooGateway
  private let scope: [JSON]

  init(_ kind: LinkKind, _ settings: Settings, _ odoo: any OdooGateway) {
    self.kind = kind
    self.odoo = odoo
    scope = kind.domain(settings)
  }

  func find(_ missing: Issue.Missing) async throws(Failure) -> [FlowRunner.Candidate] {
    let row = kind.row(missing)
    var found: [Candidate] = []
    for declared in kind.keys {
      guard let key = try await present(declared), let value = row[key.field]?.stringValue else { continue }
      add(try await records(key, value), to: &found)
    }
    if found.count < Self.limit { add(try await similar(missing), to: &found) }
    return Array(found.prefix(Self.limit))
  }

  private func add(_ more: [Candidate], to found: inout [Candidate]) {
    for candidate in more where !found.contains(where: { $0.record == candidate.record }) { found.append(candidate) }
  }

  /// The key on those of its fields that this Odoo has.
  private func present(_ key: MatchKey) async throws(Failure) -> MatchKey? {
    var fields: [String] = []
    for field in key.odoo where try await odoo.has(field, in: kind.model) { fields.append(field) }
    return fields.isEmpty ? nil : key.on(fields)
  }

  private func records(_ key: MatchKey, _ value: String) async throws(Failure) -> [Candidate] {
    let terms = key.terms([value])
    guard !terms.isEmpty, let wanted = key.comparable(.string(value)) else { return [] }
    let found = try await search(scope + terms, key.odoo).filter { record in
      key.odoo.contains { key.comparable(record[$0]) == wanted }
    }
    return found.compactMap { candidate($0, key.reason) }
  }

  // MARK: Names that share words

  private func similar(_ missing: Issue.Missing) async throws(Failure) -> [Candidate] {
    let words = Self.words(missing.name)
    guard !words.isEmpty, try await odoo.has("name", in: kind.model) else { return [] }
    let leaves: [JSON] = words.map { ["name", "ilike", .string($0)] }
    let either = Array(repeating: JSON.string("|"), count: leaves.count - 1) + leaves
    let found = try await search(scope + either, ["name"]).map { record in
      (record, shared: Self.shared(words, record["name"]?.stringValue ?? ""))
    }
    return found.sorted { $0.shared > $1.shared }.compactMap { candidate($0.0, "similar") }
  }

  private static func words(_ name: String) -> [String] {
    var seen: Set<String> = []
    return name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { $0.count >= shortest && seen.insert($0).inserted }
  }

  private static func shared(_ words: [String], _ name: String) -> Int {
    let name = name.lowercased()
    return words.count { name.contains($0) }
  }

  // MARK: Searching

  private func search(_ domain: [JSON], _ fields: [String]) async throws(Failure) -> [JSON] {
    var tree = JSONObject([("display_name", .null)])
    for field in fields { tree[field] = .null }
    let flag = try await activeFlag()
    if let flag { tree[flag] = .null }
    let found = try await odoo.search(
      kind.model,
      domain: .array(domain),
      fields: .object(tree),
      order: nil,
      limit: Self.limit * 5
    )
    guard let flag, flag != "active" else { return found }
    return found.map { $0.setting("active", to: .bool($0[flag] == false)) }
  }

  /// Of an archived record it is said; not every model has such, and up to 18.0 an account is `deprecated` instead.
  private func activeFlag() async throws(Failure) -> String? {
    try await odoo.has("active", in: kind.model) ? odoo.actualName(of: "active", in: kind.model) : nil
  }

  private func candidate(_ record: JSON, _ reason: String) -> Candidate? {
    guard let candidate = Match.Candidate(record) else { return nil }
    return Candidate(
      record: candidate.id,
      name: candidate.name,
      reason: record["active"] == false ? "archived" : reason
    )
  }
}
