extension Schema {
  /// Where the partner explains a line to people.
  static let log0002 = """
    ALTER TABLE lines ADD COLUMN page TEXT;
    """
}
