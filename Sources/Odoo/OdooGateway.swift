package import Core

/// How a flow reaches Odoo; which road it is, a flow cannot tell.
///
/// Every call runs in one company, one language, UTC and without the filter for archived records. Field names are the
/// newest series' names (`Aliases`); documents are trees as `protocol/specification.md` section 5 describes them: decimals
/// as text, empty as null.
package protocol OdooGateway: Sendable {
  /// Reads records with everything below them in one round trip per page.
  ///
  /// - Parameters:
  ///   - model: for example `purchase.order`.
  ///   - ids: the records; an id that does not exist is reported in `missing`.
  ///   - fields: the tree to read, `{"name": null, "order_line": {"product_qty": null}}`.
  ///   - committed: true refuses rows written in the caller's own open transaction.
  /// - Returns: the documents, and the ids that are missing or not yet committed.
  /// - Throws: `.data` `odoo.access` and the like; `.configuration` `odoo.field_missing`.
  func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead

  /// Finds records and reads the tree below each.
  ///
  /// - Parameters:
  ///   - model: for example `res.partner`.
  ///   - domain: in Odoo's prefix notation, `[["ref", "=", "4260123450021"]]`; every model on a path must be declared.
  ///   - fields: the tree to read, as in `read`.
  ///   - order: for example `id desc`; nil for ascending ids.
  ///   - limit: at most so many records, however many pages that takes; nil for all.
  /// - Returns: the records; archived ones are among them unless the domain says otherwise.
  /// - Throws: as `read`.
  func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]

  /// Creates records.
  ///
  /// In the caller's transaction a create that is not committed never was. Over HTTP it stays whatever follows, so a key
  /// makes it safe to repeat: what was created under it before is returned, unchanged.
  ///
  /// - Parameters:
  ///   - model: for example `sale.order`.
  ///   - values: one object per record; decimals as text, null for empty. In a one2many an object without `id` creates
  ///     a row, one with `id` changes that row, `{"id": 7, "delete": true}` removes it; an array of ids replaces what is
  ///     there.
  ///   - keys: one per record, unique in the database, for example `procurify.order.310`; nil where none is at hand:
  ///     then two creates of equal values in one scope are the same.
  /// - Returns: their ids, in that order.
  /// - Throws: `.data` `odoo.user` and the like when Odoo refuses; `.configuration` `odoo.field_missing`.
  func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int]

  /// Changes records; values as in `create`.
  func write(_ model: String, ids: [Int], values: JSON) async throws(Failure)

  /// Calls a business method that an installed addon declares.
  func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON

  /// Brings the partner's id and number of a record to this state; true when something was written.
  @discardableResult
  func bring(_ reference: OdooReference) async throws(Failure) -> Bool

  /// What the partner called these records, as Odoo remembers it; by record, only those that have a partner's id.
  func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]

  /// Notes that a document of the partner became this record, once and for all.
  ///
  /// - Throws: `.transport` `odoo.busy` when somebody else is about to say so of the same document.
  func claim(_ reference: OdooReference) async throws(Failure)

  /// The record that a document of the partner became; nil when Odoo has not seen it.
  func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference?

  /// The records that carry these ids of the partner, the reverse of `references`: by the partner's id, only those that
  /// have one. One round trip; what came in by a document (`claim`) is not among them.
  func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]

  /// Whether this Odoo has a field, under any of its names: some come with modules that need not be installed.
  func has(_ field: String, in model: String) async throws(Failure) -> Bool

  /// The name that this Odoo has for a field of the newest series.
  func actualName(of field: String, in model: String) async throws(Failure) -> String

  /// The digits after the point that Odoo keeps of a decimal; nil where it keeps them all, or nobody says.
  func digits(of field: String, in model: String) async throws(Failure) -> Int?

  /// What Odoo's clock says, in whole seconds; nil where it is this machine's own.
  func serverTime() async throws(Failure) -> Timestamp?

  /// The same way to Odoo for another piece of work: creates without a key belong to it.
  func scoped(_ scope: String) -> any OdooGateway
}

extension OdooGateway {
  /// Where a create that is not committed never was, it belongs to nothing.
  package func scoped(_ scope: String) -> any OdooGateway { self }

  /// Creates records that need no key of their own.
  package func create(_ model: String, values: [JSON]) async throws(Failure) -> [Int] {
    try await create(model, values: values, keys: nil)
  }
}

/// What a read brought.
package struct OdooRead: Sendable, Equatable {
  /// In the order of the ids asked for.
  package var records: [JSON]
  package var missing: [Int]
  /// Rows of the trees that were written in the caller's own transaction; their documents are not delivered.
  package var uncommitted: [OdooRow]

  package init(records: [JSON] = [], missing: [Int] = [], uncommitted: [OdooRow] = []) {
    self.records = records
    self.missing = missing
    self.uncommitted = uncommitted
  }
}

/// One record by model and id.
package struct OdooRow: Sendable, Hashable {
  package var model: String
  package var id: Int

  package init(model: String, id: Int) {
    self.model = model
    self.id = id
  }
}

/// The line of `sidecar.reference` that says which id and number the partner gave a record.
package struct OdooReference: Sendable, Equatable {
  package var model: String
  package var record: Int
  package var connection: String
  package var flow: String
  /// Empty, and null on the wire, where the partner gave none.
  package var externalID: String
  package var number: String?
  package var entry: Int64
  /// How the partner has it, in the partner's own word, for example `UNFINISHED`; nil leaves what Odoo has.
  package var status: String?
  /// When the partner took it; nil leaves what Odoo has.
  package var sentAt: Timestamp?

  package init(
    model: String,
    record: Int,
    connection: String,
    flow: String,
    externalID: String,
    number: String?,
    entry: Int64,
    status: String? = nil,
    sentAt: Timestamp? = nil
  ) {
    self.model = model
    self.record = record
    self.connection = connection
    self.flow = flow
    self.externalID = externalID
    self.number = number
    self.entry = entry
    self.status = status
    self.sentAt = sentAt
  }
}
