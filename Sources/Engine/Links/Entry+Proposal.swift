import Core
package import Storage

/// What a proposed row of master data says of itself, kept in the entry's context.
extension Entry {
  static let linked = "linked"
  private static let linkKey = "link"
  private static let parentKey = "parent"
  private static let decisionKey = "decision"
  private static let matchKey = "match"
  private static let titleKey = "title"

  /// The partner's id that its link has; nil for what gets none.
  package var link: String? { context[Self.linkKey]?.stringValue }

  /// The arrival of the row it belongs to.
  package var parent: String? { context[Self.parentKey]?["arrival"]?.stringValue }

  /// The partner's id of that row's link.
  var parentLink: String? { context[Self.parentKey]?["link"]?.stringValue }

  /// What the partner calls it, whatever Odoo calls its record.
  package var title: String { context[Self.titleKey]?.stringValue ?? recordName }

  /// What a person decided; without the parent's record, which may not be there yet.
  package var decision: Decision? {
    guard let kept = context[Self.decisionKey],
      let action = kept["action"]?.stringValue.flatMap(Decision.Action.init(rawValue:))
    else { return nil }
    return Decision(action, record: kept["record"]?.intValue, values: kept["values"] ?? .object(JSONObject()))
  }

  /// What was found for it last.
  package var match: Match? { context[Self.matchKey].flatMap(Match.init) }

  mutating func match(_ found: Match) {
    context = context.setting(Self.matchKey, to: found.json)
  }

  mutating func propose(_ item: ImportItem, hash: String, parentLink: String?) {
    state = .proposed
    status = EntryState.proposed.rawValue
    self.hash = hash
    externalID = item.link
    recordName = item.title
    context = context.setting(Self.titleKey, to: .string(item.title))
      .setting(Self.linkKey, to: item.link.map(JSON.string))
      .setting(
        Self.parentKey,
        to: item.parent.map { .record([("arrival", .string($0)), ("link", JSON(parentLink))]) }
      )
      .setting(Self.matchKey, to: nil)
      .setting(Self.decisionKey, to: nil)
    failure = nil
    issues = []
    nextAttemptAt = nil
    report = nil
    nameCause()
  }

  /// A person wants it done.
  mutating func accept(_ decision: Decision, user: Int?) {
    context = context.setting(
      Self.decisionKey,
      to: .record([
        ("action", .string(decision.action.rawValue)), ("record", decision.record.map(JSON.int)),
        ("values", decision.values),
      ])
    )
    self.user = user ?? self.user
    wait()
  }

  /// A person changed their mind before it was done.
  mutating func takeBack() {
    state = .proposed
    status = EntryState.proposed.rawValue
    context = context.setting(Self.decisionKey, to: nil)
    failure = nil
    issues = []
    nextAttemptAt = nil
    report = nil
    nameCause()
  }

  /// Somebody else linked it: it is neither shown nor applied.
  ///
  /// - Returns: whether anything is different now.
  mutating func isLinked(to record: Int, _ name: String) -> Bool {
    guard !state.isAccepted, state != .dropped else { return false }
    state = .dropped
    status = Self.linked
    failure = nil
    issues = []
    cause = nil
    causeText = "It is linked to \(name) (\(record)) already."
    nextAttemptAt = nil
    report = nil
    return true
  }
}
