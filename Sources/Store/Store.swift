package import Core

/// The durable memory of the service: databases, connections, the ledger and the log.
///
/// Every write is on disk (WAL, `synchronous=FULL` for all but the log) when the call returns; several callers share one
/// commit. Entries are changed by comparing `seq`, so that a decision taken on old data is refused and taken again.
/// Every implementation passes `StoreContract`.
package protocol Store: Sendable {
  /// Names this store for mirrors; another text means that everything held from before is to be fetched again.
  var epoch: String { get }

  // Databases
  /// Finds the database with exactly this identity, or keeps it as new; `others` have its uuid and another identity.
  func database(_ identity: DatabaseIdentity, road: String, at now: Timestamp) async throws(Failure) -> (
    row: DatabaseRow, others: [DatabaseRow]
  )
  func databases() async throws(Failure) -> [DatabaseRow]
  /// Gives the entries, connections and log of `row` the identity `identity` (adopting a moved database).
  ///
  /// The row that had the identity so far is gone with its connections; one that has entries is refused
  /// (`store.identity_in_use`).
  func adopt(_ identity: DatabaseIdentity, as row: Int64) async throws(Failure)

  // Odoo over HTTP
  /// Keeps the row in place of the one of that database.
  func keep(_ connection: OdooConnectionRow) async throws(Failure)
  /// Keeps what was found out with the key that the row has; false, and nothing is written, where it was removed or given
  /// another key meanwhile.
  func note(_ connection: OdooConnectionRow) async throws(Failure) -> Bool
  /// Ascending by database.
  func odooConnections() async throws(Failure) -> [OdooConnectionRow]
  func odooConnection(database: Int64) async throws(Failure) -> OdooConnectionRow?
  /// Forgets how to sign in; true when it was known.
  func removeOdooConnection(database: Int64) async throws(Failure) -> Bool

  // Connections
  /// Keeps the row as staged beside others of its key, replacing one of the same revision.
  func stage(_ connection: ConnectionRow) async throws(Failure)
  /// Makes the staged row of that revision current; true when there was one. Staged rows of older revisions go with it.
  func promote(database: Int64, key: String, revision: Int) async throws(Failure) -> Bool
  /// The current row, or the newest staged one when asked for and present.
  func connection(database: Int64, key: String, staged: Bool) async throws(Failure) -> ConnectionRow?
  /// The current rows, not the staged ones.
  func connections(database: Int64?) async throws(Failure) -> [ConnectionRow]
  /// The staged rows of one connection, or of all, ascending by revision.
  func staged(database: Int64?, key: String?) async throws(Failure) -> [ConnectionRow]
  /// Forgets the current row, the staged ones and the snapshots.
  func removeConnection(database: Int64, key: String) async throws(Failure)
  /// Drops a staged row unless it was confirmed or replaced meanwhile; returns whether it did.
  func dropStaged(_ row: ConnectionRow) async throws(Failure) -> Bool

  // Ledger
  /// The entry of the newest revision about this subject.
  func newest(_ subject: EntrySubject) async throws(Failure) -> Entry?
  func entry(_ id: Int64) async throws(Failure) -> Entry?
  /// Adds an entry with its steps; returns it with id and seq, or nil when subject and revision exist already.
  func insert(_ entry: Entry, steps: [Step]) async throws(Failure) -> Entry?
  /// Adds entries of one step each in one commit, with ascending ids; of each what `insert(_:steps:)` returns.
  func insert(_ entries: [(entry: Entry, step: Step)]) async throws(Failure) -> [Entry?]
  /// Writes the entry if its row still has `entry.seq`; returns it with the new seq, or nil when it moved since.
  /// `steps`, when given, replace all steps of the entry in the same commit. Subject, revision and `createdAt` are
  /// given with the insert and stay.
  func change(_ entry: Entry, steps: [Step]?) async throws(Failure) -> Entry?
  /// Ascending by index.
  func steps(of entry: Int64) async throws(Failure) -> [Step]
  /// Ascending by id; with `dueAt` by the moment of the next attempt, earliest first.
  func entries(_ query: EntryQuery) async throws(Failure) -> [Entry]
  /// Number of entries by state.
  func counts(database: Int64?) async throws(Failure) -> [EntryState: Int]
  /// Entries of a database that changed after `seq`, ascending by seq.
  func changes(database: Int64, after seq: Int64, limit: Int) async throws(Failure) -> [Entry]

  // Jobs
  /// Keeps the row in place of the one of that name.
  func keep(_ job: JobRow) async throws(Failure)
  func job(database: Int64, connection: String, name: String) async throws(Failure) -> JobRow?
  /// Those that have not ended; of one database, or of all.
  func openJobs(database: Int64?) async throws(Failure) -> [JobRow]

  // Snapshots
  /// Keeps the row in place of the one of that name.
  func keep(_ snapshot: SnapshotRow) async throws(Failure)
  func snapshot(database: Int64, connection: String, name: String) async throws(Failure) -> SnapshotRow?

  // Marks
  /// Keeps the mark in place of the one of that stream.
  func keep(_ mark: MarkRow) async throws(Failure)
  func mark(database: Int64, connection: String, stream: String) async throws(Failure) -> MarkRow?

  // Links of databases over HTTP
  /// Brings a link to this state: of a document that came in the first one stays, of a record one that a flow brought,
  /// and what a person says replaces what the partner's id was linked to before. True when something was written.
  func keep(_ link: LinkRow) async throws(Failure) -> Bool
  /// Ascending by id.
  func links(_ query: LinkQuery) async throws(Failure) -> [LinkRow]
  /// Forgets what a partner's id is linked to, but not that its document came in; returns how many.
  func removeLinks(database: Int64, connection: String, kind: String, externalID: String) async throws(Failure) -> Int

  // Schedules and leases
  /// Writes the row if the stored one still has `schedule.revision`, 0 for one that is not stored; returns it with the
  /// new revision, or nil when it moved since.
  func change(_ schedule: ScheduleRow) async throws(Failure) -> ScheduleRow?
  /// By database, connection and stream.
  func schedules(database: Int64?, connection: String?) async throws(Failure) -> [ScheduleRow]
  /// True when there was one.
  func removeSchedule(database: Int64, connection: String, stream: String) async throws(Failure) -> Bool
  /// Takes the lease, or keeps it, unless somebody else holds it; returns who holds it now.
  func takeLease(_ name: String, holder: String, now: Timestamp, until: Timestamp) async throws(Failure) -> LeaseRow
  /// Lets it go, if held.
  func endLease(_ name: String, holder: String) async throws(Failure)
  /// The marks of a connection, by stream.
  func marks(database: Int64, connection: String?) async throws(Failure) -> [MarkRow]
  /// True when there was one.
  func removeMark(database: Int64, connection: String, stream: String) async throws(Failure) -> Bool

  // Log
  /// Appends lines to the log; a full disk for the log never fails a delivery, it is thrown and reported by the caller.
  func log(_ lines: [LogRow]) async throws(Failure)
  /// Lines without their exchange halves.
  func logs(_ query: LogQuery) async throws(Failure) -> [LogRow]
  func logLine(_ id: Int64) async throws(Failure) -> LogRow?
  /// Forgets lines from before that moment and the oldest ones beyond that size; returns how many. The id of a
  /// forgotten line is never given again.
  func trimLog(before moment: Timestamp, maximumBytes: Int64) async throws(Failure) -> Int

  /// Copies the ledger into a new file with SQLite's online copy (or the like of the implementation), under a new epoch.
  /// A store opened from the copy knows that it was restored.
  func backup(to path: String, at now: Timestamp) async throws(Failure)
  /// Whether this store was restored from a backup, and how far that is mended.
  func restoration() async throws(Failure) -> Restoration
  /// What the backup did not know has been looked at; outgoing work may go on.
  func reconciled(at now: Timestamp) async throws(Failure)
  func close() async
}

/// What a store that came from a backup knows of it.
package struct Restoration: Sendable, Equatable {
  /// When the backup was taken, until it is reconciled; nothing is sent meanwhile.
  package var openSince: Timestamp?
  /// When the last one was reconciled: records older than this are looked up before they are sent.
  package var reconciledAt: Timestamp?

  package init(openSince: Timestamp? = nil, reconciledAt: Timestamp? = nil) {
    self.openSince = openSince
    self.reconciledAt = reconciledAt
  }
}
