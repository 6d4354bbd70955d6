extension Schema {
  /// What was fetched of partners' own settings, and documents that wait for others.
  static let ledger0004 = """
    CREATE TABLE snapshots (
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      connection TEXT NOT NULL,
      name TEXT NOT NULL,
      fetched_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (database, connection, name)
    ) STRICT, WITHOUT ROWID;

    -- The entry whose document the partner must have before this one may leave; NULL when there is none (any more).
    ALTER TABLE entries ADD COLUMN waits_for INTEGER;
    CREATE INDEX entries_waiting ON entries (waits_for, id, state) WHERE waits_for IS NOT NULL;
    """
}
