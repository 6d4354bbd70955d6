import Core
import GRDB

extension EntryQuery {
  /// The statement that answers this query.
  ///
  /// The ids come first, each state from its own stretch of the index, because SQLite would sort all rows of several
  /// states to find the first few by id.
  var statement: (sql: String, arguments: StatementArguments) {
    var arguments = StatementArguments()
    let parts = arms.map { arm in
      arguments += arm.arguments
      arguments += [limit]
      return "SELECT id FROM (SELECT id FROM entries\(index)\(arm.clause) ORDER BY \(order) LIMIT ?)"
    }
    arguments += [limit]
    let sql = """
      SELECT * FROM entries WHERE id IN (\(parts.joined(separator: " UNION ALL ")))
      ORDER BY \(order) LIMIT ?
      """
    return (sql, arguments)
  }

  /// Without statistics SQLite thinks little of an index that holds only the few rows that wait.
  private var index: String {
    if dueAt != nil { return " INDEXED BY \(connection == nil ? "entries_due" : "entries_due_of_connection")" }
    if waitsFor != nil || isWaiting == true { return " INDEXED BY entries_waiting" }
    if about != nil, connection != nil { return " INDEXED BY entries_about" }
    if report == .due { return " INDEXED BY entries_report" }
    if isArriving { return " INDEXED BY entries_arriving" }
    return inDoubt == true ? " INDEXED BY entries_doubt" : ""
  }

  /// Documents on their way into Odoo; there is an index of just those.
  private var isArriving: Bool {
    arriving == true && database != nil && states.map { $0.isSubset(of: [.pending, .delivered]) } ?? false
  }

  private var order: String { dueAt == nil ? "id" : "next_attempt_at, id" }

  private var arms: [SQLConditions] {
    guard let states else { return [conditions(nil)] }
    let sorted = states.map(\.rawValue).sorted()
    guard dueAt == nil else {
      var waiting = conditions(nil)
      waiting.add("state IN (\(sorted.map { "'\($0)'" }.joined(separator: ", ")))")
      return [waiting]
    }
    return sorted.map { conditions($0) }
  }

  private func conditions(_ state: String?) -> SQLConditions {
    var conditions = SQLConditions()
    conditions.add("state = ?", state)
    conditions.add("database = ?", database)
    conditions.add("connection = ?", connection)
    conditions.add("flow = ?", flow)
    conditions.add("model = ?", model)
    conditions.add("record = ?", record)
    conditions.add("cause = ?", cause)
    if let arriving { conditions.add("arrival IS \(arriving ? "NOT NULL" : "NULL")") }
    if isArriving { conditions.add("state IN ('pending', 'delivered')") }
    // Spelled out: SQLite takes a partial index only when the statement itself says its condition.
    if let report { conditions.add("report = '\(report.rawValue)'") }
    if let waitsFor { conditions.add("waits_for = ?", waitsFor) }
    if let isWaiting { conditions.add("waits_for IS \(isWaiting ? "NOT NULL" : "NULL")") }
    if let about {
      conditions.add("about IS NOT NULL")
      conditions.add("about IN (SELECT value FROM json_each(?))", JSON.array(about.map(JSON.string)).text)
    }
    if let inDoubt { conditions.add("in_doubt_since IS \(inDoubt ? "NOT NULL" : "NULL")") }
    if let dueAt {
      conditions.add("next_attempt_at <= ?", dueAt.milliseconds)
      conditions.add("state NOT IN ('settled', 'dropped')")
    }
    conditions.add("id > ?", after)
    return conditions
  }
}
