extension Schema {
  /// The tables of `ledger.db` as the first release has them.
  static let ledger0001 = """
    CREATE TABLE store (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      epoch TEXT NOT NULL,
      seq INTEGER NOT NULL,
      created_at INTEGER
    ) STRICT;
    INSERT INTO store (id, epoch, seq) VALUES (1, lower(hex(randomblob(16))), 0);

    CREATE TABLE databases (
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL,
      name TEXT NOT NULL,
      oid INTEGER,
      system_identifier TEXT,
      road TEXT NOT NULL,
      first_seen INTEGER NOT NULL
    ) STRICT;
    -- NULLs differ from each other in an index, but an unknown oid is the same unknown oid the next time.
    CREATE UNIQUE INDEX databases_identity
      ON databases (uuid, name, ifnull(oid, -1), ifnull(system_identifier, ''));

    CREATE TABLE connections (
      database INTEGER NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      staged INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      saved_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      secrets TEXT NOT NULL,
      PRIMARY KEY (database, key, staged)
    ) STRICT;

    CREATE TABLE entries (
      id INTEGER PRIMARY KEY,
      seq INTEGER NOT NULL,
      database INTEGER NOT NULL REFERENCES databases (id),
      company INTEGER NOT NULL,
      connection TEXT NOT NULL,
      flow TEXT NOT NULL,
      model TEXT NOT NULL,
      record INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      record_name TEXT NOT NULL,
      record_created TEXT,
      state TEXT NOT NULL,
      in_doubt_since INTEGER,
      lookups INTEGER NOT NULL,
      hash TEXT NOT NULL,
      context TEXT NOT NULL,
      issues TEXT,
      failure TEXT,
      cause TEXT,
      cause_text TEXT,
      external_id TEXT,
      number TEXT,
      status TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      next_attempt_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      sent_at INTEGER,
      settled_at INTEGER,
      user INTEGER,
      correlation TEXT NOT NULL
    ) STRICT;
    -- Of columns that never change, so that a change of an entry does not touch these three.
    CREATE UNIQUE INDEX entries_subject ON entries (database, company, connection, flow, model, record, revision);
    CREATE INDEX entries_record ON entries (database, model, record);
    CREATE INDEX entries_connection ON entries (connection, id, flow);
    CREATE UNIQUE INDEX entries_seq ON entries (database, seq);
    CREATE INDEX entries_state ON entries (state, id, database);
    CREATE INDEX entries_due ON entries (next_attempt_at, id, state, database)
      WHERE next_attempt_at IS NOT NULL AND state NOT IN ('settled', 'dropped');
    CREATE INDEX entries_due_of_connection ON entries (connection, next_attempt_at, id, state, database)
      WHERE next_attempt_at IS NOT NULL AND state NOT IN ('settled', 'dropped');
    CREATE INDEX entries_doubt ON entries (id, state, database) WHERE in_doubt_since IS NOT NULL;
    CREATE INDEX entries_cause ON entries (cause, id, database) WHERE cause IS NOT NULL;

    -- Counting a million rows takes a tenth of a second, and health and metrics ask all the time.
    CREATE TABLE entry_counts (
      database INTEGER NOT NULL,
      state TEXT NOT NULL,
      entries INTEGER NOT NULL,
      PRIMARY KEY (database, state)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER entries_added AFTER INSERT ON entries BEGIN
      INSERT INTO entry_counts VALUES (NEW.database, NEW.state, 1)
        ON CONFLICT (database, state) DO UPDATE SET entries = entries + 1;
    END;
    CREATE TRIGGER entries_moved AFTER UPDATE OF state ON entries WHEN OLD.state <> NEW.state BEGIN
      UPDATE entry_counts SET entries = entries - 1 WHERE database = OLD.database AND state = OLD.state;
      INSERT INTO entry_counts VALUES (NEW.database, NEW.state, 1)
        ON CONFLICT (database, state) DO UPDATE SET entries = entries + 1;
    END;
    CREATE TRIGGER entries_removed AFTER DELETE ON entries BEGIN
      UPDATE entry_counts SET entries = entries - 1 WHERE database = OLD.database AND state = OLD.state;
    END;

    CREATE TABLE steps (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      hash TEXT NOT NULL,
      repeat_rule TEXT NOT NULL,
      state TEXT NOT NULL,
      result TEXT,
      UNIQUE (entry, position)
    ) STRICT;
    -- Apart from the steps, so that a step can change its state without its bytes being written again.
    CREATE TABLE step_bodies (
      step INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
      body BLOB NOT NULL
    ) STRICT;
    """
}
