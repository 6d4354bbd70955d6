package import Core

/// What was found in Odoo for a row of a partner's, and why.
package struct Match: Sendable, Equatable {
  package enum Action: String, Sendable {
    case nothing, update, add
  }

  /// A record that may be meant.
  package struct Candidate: Sendable, Equatable {
    package var id: Int
    package var name: String

    package init(id: Int, name: String) {
      self.id = id
      self.name = name
    }

    package var json: JSON { .record([("id", .int(id)), ("name", .string(name))]) }
  }

  /// What is proposed to be done.
  package var action: Action
  /// The record to update; nil where none, or more than one, was found.
  package var record: Candidate?
  /// The key that found it (`MatchKey.reason`), or `none`, `several`, `archived`, `taken`, `shared`, `parent`.
  package var reason: String
  package var candidates: [Candidate]

  package init(_ action: Action, record: Candidate? = nil, reason: String, candidates: [Candidate] = []) {
    self.action = action
    self.record = record
    self.reason = reason
    self.candidates = candidates
  }

  init?(_ json: JSON) {
    guard let action = json["action"]?.stringValue.flatMap(Action.init(rawValue:)) else { return nil }
    self.init(
      action,
      record: json["record"].flatMap(Candidate.init),
      reason: json["reason"]?.stringValue ?? "none",
      candidates: (json["candidates"]?.arrayValue ?? []).compactMap(Candidate.init)
    )
  }

  var json: JSON {
    .record([
      ("action", .string(action.rawValue)), ("record", record?.json), ("reason", .string(reason)),
      ("candidates", .array(candidates.map(\.json))),
    ])
  }
}

extension Match.Candidate {
  init?(_ json: JSON) {
    guard let id = json["id"]?.intValue else { return nil }
    self.init(id: id, name: json["display_name"]?.stringValue ?? json["name"]?.stringValue ?? "\(id)")
  }
}
