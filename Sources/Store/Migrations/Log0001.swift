extension Schema {
  /// The tables of `log.db` as the first release has them.
  static let log0001 = """
    -- AUTOINCREMENT: an id is never given again after a trim, because mirrors page by it.
    CREATE TABLE lines (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      database INTEGER,
      entry INTEGER,
      level TEXT NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      at INTEGER NOT NULL,
      correlation TEXT NOT NULL,
      company INTEGER,
      connection TEXT,
      flow TEXT,
      model TEXT,
      record INTEGER,
      record_name TEXT,
      method TEXT,
      url TEXT,
      status INTEGER,
      duration INTEGER,
      bytes INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX lines_database ON lines (database);
    CREATE INDEX lines_entry ON lines (entry) WHERE entry IS NOT NULL;
    CREATE INDEX lines_level ON lines (level, id, database);
    CREATE INDEX lines_at ON lines (at);

    CREATE TABLE bodies (
      line INTEGER PRIMARY KEY REFERENCES lines (id) ON DELETE CASCADE,
      request TEXT,
      response TEXT
    ) STRICT;

    CREATE TABLE totals (id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL) STRICT;
    INSERT INTO totals VALUES (1, 0);
    CREATE TRIGGER lines_added AFTER INSERT ON lines BEGIN
      UPDATE totals SET bytes = bytes + NEW.bytes;
    END;
    CREATE TRIGGER lines_removed AFTER DELETE ON lines BEGIN
      UPDATE totals SET bytes = bytes - OLD.bytes;
    END;
    """
}
