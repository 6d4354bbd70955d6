extension Schema {
  /// Documents that come in: known by the partner's id, and reported back to the partner.
  static let ledger0003 = """
    -- The partner's id of a document that came in; NULL for one that goes out. Its `record` is 0 until Odoo has it.
    ALTER TABLE entries ADD COLUMN arrival TEXT;
    -- Whether the partner is still to be told what became of it: 'due', 'done', or NULL when there is nothing to tell.
    ALTER TABLE entries ADD COLUMN report TEXT;
    DROP INDEX entries_subject;
    CREATE UNIQUE INDEX entries_subject ON entries (database, company, connection, flow, model, record, revision)
      WHERE arrival IS NULL;
    CREATE UNIQUE INDEX entries_arrival ON entries (database, connection, arrival) WHERE arrival IS NOT NULL;
    CREATE INDEX entries_arriving ON entries (database, id, state)
      WHERE arrival IS NOT NULL AND state IN ('pending', 'delivered');
    CREATE INDEX entries_report ON entries (connection, id, database, state) WHERE report = 'due';

    -- What scheduled actions asked for and what became of it; an open one goes on after a restart.
    CREATE TABLE jobs (
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      connection TEXT NOT NULL,
      name TEXT NOT NULL,
      asked_at INTEGER NOT NULL,
      ended_at INTEGER,
      content TEXT NOT NULL,
      PRIMARY KEY (database, connection, name)
    ) STRICT, WITHOUT ROWID;
    """
}
