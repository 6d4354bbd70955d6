import GRDB

/// The terms of a WHERE clause with their values, in the order they were added.
struct SQLConditions {
  private(set) var terms: [String] = []
  private(set) var arguments = StatementArguments()

  /// Adds `term` with its one value; nothing when there is no value.
  mutating func add(_ term: String, _ value: (some DatabaseValueConvertible)?) {
    guard let value else { return }
    terms.append(term)
    arguments += [value]
  }

  mutating func add(_ term: String) { terms.append(term) }

  /// Adds that the column has one of the values; nothing when there is no list.
  mutating func add(oneOf values: [some DatabaseValueConvertible]?, _ column: String) {
    guard let values else { return }
    terms.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
    for value in values { arguments += [value] }
  }

  /// ` WHERE a = ? AND b > ?`, or nothing.
  var clause: String { terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ") }
}

extension Database {
  /// Runs a statement that is kept prepared for the next time.
  func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// All rows of a query, each turned into a value while SQLite stands on it.
  func all<T>(
    _ sql: String,
    _ arguments: StatementArguments = StatementArguments(),
    _ transform: (Row) throws -> T
  ) throws -> [T] {
    let rows = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
    var values: [T] = []
    while let row = try rows.next() { values.append(try transform(row)) }
    return values
  }

  func first<T>(
    _ sql: String,
    _ arguments: StatementArguments = StatementArguments(),
    _ transform: (Row) throws -> T
  ) throws -> T? {
    try all(sql, arguments, transform).first
  }
}
