extension Schema {
  /// How the sidecar signs in to databases that it reaches over HTTP.
  static let ledger0007 = """
    CREATE TABLE odoo_connections (
      database INTEGER PRIMARY KEY REFERENCES databases (id) ON DELETE CASCADE,
      url TEXT NOT NULL,
      name TEXT NOT NULL,
      login TEXT NOT NULL,
      -- 'json2', 'jsonrpc' or 'xmlrpc'.
      dialect TEXT NOT NULL,
      -- True where a person named the dialect.
      is_dialect_fixed INTEGER NOT NULL,
      -- As Odoo spells it, for example 18.0+e.
      version TEXT NOT NULL,
      -- API key or password, sealed by the vault.
      key BLOB NOT NULL,
      key_expires INTEGER,
      -- True where a person named the date, and Odoo is not asked for it.
      is_expiry_given INTEGER NOT NULL,
      -- `database.uuid` of the Odoo, where the user may read it.
      uuid TEXT,
      checked_at INTEGER NOT NULL,
      -- 'ok', or the code of what keeps us out, with its sentence.
      state TEXT NOT NULL,
      message TEXT
    ) STRICT;
    """
}
