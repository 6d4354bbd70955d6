extension Schema {
  /// Who did what to which record.
  static let log0003 = """
    ALTER TABLE lines ADD COLUMN audit TEXT;
    """
}
