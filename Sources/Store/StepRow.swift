import Core
import Foundation
import GRDB

/// How the steps of an entry stand in `ledger.db`.
enum StepRow {
  static let select = """
    SELECT position, name, hash, repeat_rule, state, result, body
    FROM steps JOIN step_bodies ON step_bodies.step = steps.id
    WHERE entry = ? ORDER BY position
    """
  private static let upsert = """
    INSERT INTO steps (entry, position, name, hash, repeat_rule, state, result) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (entry, position) DO UPDATE SET name = excluded.name, hash = excluded.hash,
      repeat_rule = excluded.repeat_rule, state = excluded.state, result = excluded.result
    RETURNING id
    """
  private static let upsertBody = """
    INSERT INTO step_bodies (step, body) VALUES (?, ?)
    ON CONFLICT (step) DO UPDATE SET body = excluded.body WHERE body <> excluded.body
    """
  private static let deleteOthers = """
    DELETE FROM steps WHERE entry = ? AND position NOT IN (SELECT value FROM json_each(?))
    """

  /// Makes these the steps of the entry; a body that stands there already is not written again.
  static func replace(_ steps: [Step], of entry: Int64, _ db: Database) throws {
    let positions = steps.map { String($0.index) }.joined(separator: ",")
    try db.run(deleteOthers, [entry, "[\(positions)]"])
    for step in steps {
      let id: Int64? = try db.first(upsert, try arguments(step, entry)) { row in try row.value("id") }
      try db.run(upsertBody, [id, Data(step.body)])
    }
  }

  static func step(_ row: Row) throws -> Step {
    let body: Data = try row.value("body")
    return Step(
      index: try row.value("position"),
      name: try row.value("name"),
      body: Array(body),
      hash: try row.value("hash"),
      repeatRule: try row.choice("repeat_rule"),
      state: try row.choice("state"),
      result: try row.json("result")
    )
  }

  private static func arguments(_ step: Step, _ entry: Int64) throws -> StatementArguments {
    [
      entry, step.index, step.name, step.hash, step.repeatRule.rawValue, step.state.rawValue, step.result?.text,
    ]
  }
}
