extension Schema {
  /// What a restored backup must know of itself.
  static let ledger0002 = """
    -- Set in the copy when a backup is taken; a ledger that says so was restored and sends nothing until reconciled.
    ALTER TABLE store ADD COLUMN backed_up_at INTEGER;
    -- When the last restored backup was reconciled: older records are looked up at the partner before they are sent.
    ALTER TABLE store ADD COLUMN reconciled_at INTEGER;
    """
}
