extension Schema {
  /// What the sidecar keeps for databases that it reaches over HTTP: nothing of it can rest in their Odoo.
  static let ledger0006 = """
    -- Which record of Odoo is which of a partner's. `origin`: 'arrival' where a document became the record, 'delivery'
    -- where a flow brought the partner's id to it, 'person' where somebody linked the two.
    CREATE TABLE links (
      id INTEGER PRIMARY KEY,
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      connection TEXT NOT NULL,
      kind TEXT NOT NULL,
      external_id TEXT NOT NULL,
      origin TEXT NOT NULL,
      model TEXT NOT NULL,
      record INTEGER NOT NULL,
      record_name TEXT,
      number TEXT,
      entry INTEGER NOT NULL,
      status TEXT,
      sent_at INTEGER,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX links_external ON links (database, connection, kind, external_id);
    CREATE INDEX links_record ON links (database, model, record);
    CREATE UNIQUE INDEX links_one_arrival ON links (database, connection, kind, external_id)
      WHERE origin = 'arrival';
    CREATE UNIQUE INDEX links_one_delivery ON links (database, connection, kind, model, record)
      WHERE origin = 'delivery';
    CREATE UNIQUE INDEX links_one_choice ON links (database, connection, kind, external_id)
      WHERE origin = 'person';

    -- When a stream of a connection runs by itself; `stream` is '*' for all of them.
    CREATE TABLE schedules (
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      connection TEXT NOT NULL,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      -- One of the two: seconds between two runs, or a cron expression of five fields.
      every INTEGER,
      cron TEXT,
      -- The time zone in which the expression is read, as the IANA names it.
      zone TEXT NOT NULL,
      is_paused INTEGER NOT NULL,
      next_at INTEGER,
      last_at INTEGER,
      -- How many runs were due while nothing could run, since the schedule was set.
      missed INTEGER NOT NULL,
      PRIMARY KEY (database, connection, stream)
    ) STRICT, WITHOUT ROWID;

    -- Who works; of several processes on one store only the holder does.
    CREATE TABLE leases (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      taken_at INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
