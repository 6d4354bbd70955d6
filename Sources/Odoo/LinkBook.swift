package import Core

/// Which record is which of the partners', of a database in whose Odoo no table of ours can be.
///
/// The promises are those of the same calls of `OdooGateway`; what is said here stands at once, whatever follows.
package protocol LinkBook: Sendable {
  /// Brings the partner's id and number of a record to this state; true when something was written.
  func bring(_ reference: OdooReference) async throws(Failure) -> Bool

  /// What the partner called these records; by record, only those that have a partner's id.
  func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]

  /// Notes that a document of the partner became this record, once and for all: the first one stays.
  func claim(_ reference: OdooReference) async throws(Failure)

  /// The record that a document of the partner became.
  func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference?

  /// The records that carry these ids of the partner; what came in by a document is not among them.
  func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
}
