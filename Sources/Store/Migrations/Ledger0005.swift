extension Schema {
  /// How far a partner's lists are known, and what a document that came in is about.
  static let ledger0005 = """
    CREATE TABLE marks (
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      connection TEXT NOT NULL,
      stream TEXT NOT NULL,
      value TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (database, connection, stream)
    ) STRICT, WITHOUT ROWID;

    -- The partner's id of what a document that came in is about, for example of the invoice that a payment pays.
    ALTER TABLE entries ADD COLUMN about TEXT;
    CREATE INDEX entries_about ON entries (connection, about, id) WHERE about IS NOT NULL;
    """
}
