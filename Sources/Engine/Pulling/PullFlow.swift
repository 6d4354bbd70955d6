package import Core

/// Records that Odoo has and the partner has meanwhile learned more of: payments of sent invoices, and the like.
///
/// It only asks. What the partner tells comes in as arrivals, and a `ReceivingFlow` (of the same id, as a rule) applies
/// each to Odoo in a transaction of its own: from a click at once, else by the tick. A connector lists it in `pulls` and
/// its `ReceivingFlow` in `receiving`.
package protocol PullFlow<Client>: Sendable {
  associatedtype Client: Sendable

  /// For example `procountor.payment.pull`.
  var id: String { get }
  var label: String { get }
  /// The Odoo model of the records that are asked about.
  var model: String { get }
  /// The tree that is read of each, in the newest series' names; it comes back in `PullSubject.document`.
  var fields: JSON { get }
  /// The kind under which the partner's id of each record is kept (`FlowDeclaration.reference`), for example
  /// `procountor.invoice.send`; a record without one is not asked about and gets the issue `pull.not_sent`.
  var reference: String { get }

  /// Which records are asked about by themselves, as a domain of Odoo; nil when none are. Those without a partner's id
  /// are left out without a word, so the domain need not know of that.
  func candidates(_ settings: Settings) -> JSON?

  /// What must be right before anybody is asked anything, for example that journals are chosen.
  ///
  /// - Throws: `.configuration` naming the setting; a click shows it, a scheduled job ends with it and raises an alarm.
  func check(_ settings: Settings) throws(Failure)

  /// Asks the partner about records.
  ///
  /// - Parameters:
  ///   - subjects: at most `PullSubject.pageSize`.
  ///   - settings: of the connection.
  ///   - client: of the connection.
  /// - Returns: **everything** the partner has of them and that somebody should see in Odoo, also what was returned
  ///   before: the ledger knows it by `arrival.externalID` and keeps it once. Each item names its subject in
  ///   `arrival.about`; what is no longer among them is told as withdrawn. `flow` names the `ReceivingFlow`.
  /// - Throws: as any read of the partner; safe to repeat.
  func pull(_ subjects: [PullSubject], _ settings: Settings, _ client: Client) async throws(Failure) -> [InboxItem]
}

extension PullFlow {
  package func candidates(_ settings: Settings) -> JSON? { nil }

  package func check(_ settings: Settings) throws(Failure) {}
}

/// A record that the partner is asked about.
package struct PullSubject: Sendable, Equatable {
  /// Records in one question.
  package static let pageSize = 200

  /// What Odoo says of it: the tree of `PullFlow.fields`, with `id` and `display_name`.
  package var document: JSON
  /// What the partner calls it.
  package var externalID: String

  package init(document: JSON, externalID: String) {
    self.document = document
    self.externalID = externalID
  }
}
