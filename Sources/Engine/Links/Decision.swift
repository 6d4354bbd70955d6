package import Core

/// What a person wants done with a proposed row.
package struct Decision: Sendable, Equatable {
  package enum Action: String, Sendable {
    /// The partner's id is written to a record that is there.
    case update
    /// A new record is made.
    case add
  }
  package var action: Action
  /// The record to update; nil for a new one.
  package var record: Int?
  /// The row as the person left it, in the columns of `ImportFlow.row`.
  package var values: JSON
  /// The record that the row's parent is in Odoo; nil for a row without one.
  package var parent: Int?

  package init(_ action: Action, record: Int? = nil, values: JSON = .object(JSONObject()), parent: Int? = nil) {
    self.action = action
    self.record = record
    self.values = values
    self.parent = parent
  }
}
