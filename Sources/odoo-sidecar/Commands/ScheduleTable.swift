import Core

/// Schedules as `schedule/list` says them, for people.
enum ScheduleTable {
  private static let columns = ["connection", "stream", "runs", "next", "last", "missed", "last job"]

  /// Databases with what keeps them from work, then their schedules.
  static func show(_ answer: JSON) {
    let databases = answer["databases"]?.arrayValue ?? []
    if databases.isEmpty { print("no database over HTTP; add one with `odoo-sidecar odoo add`") }
    for database in databases {
      for line in lines(database, answer) { print(line) }
      let rows = (database["schedules"]?.arrayValue ?? []).map(cells)
      if !rows.isEmpty { Console.table(columns, rows) }
    }
  }

  /// How each database stands, one line for what is well and one for each thing that is not.
  static func lines(_ database: JSON, _ answer: JSON) -> [String] {
    let name = "\(Console.cell(database["name"])) at \(Console.cell(database["url"]))"
    let troubles = troubles(database, answer)
    guard troubles.isEmpty else { return troubles.map { "REPAIR \(name): \($0)" } }
    let last = database["last_tick"]?.stringValue.map { "worked last at \($0)" } ?? "not looked at yet"
    return ["ok     \(name): \(last), \(Console.cell(database["calls"])) calls to Odoo"]
  }

  /// Each database over HTTP with what keeps its work from being done.
  static func databases(_ answer: JSON) -> [(name: String, trouble: String?)] {
    (answer["databases"]?.arrayValue ?? []).map { database in
      let troubles = troubles(database, answer)
      return (Console.cell(database["name"]), troubles.isEmpty ? nil : troubles.joined(separator: " "))
    }
  }

  static func isWell(_ answer: JSON) -> Bool {
    (answer["databases"]?.arrayValue ?? []).allSatisfy { troubles($0, answer).isEmpty }
  }

  private static func troubles(_ database: JSON, _ answer: JSON) -> [String] {
    var found: [String] = []
    if let failure = database["outage"]?["failure"], !failure.isNull {
      let since = Console.cell(database["outage"]?["since"])
      found.append(
        "\(sentence(failure)) (since \(since), tried \(Console.cell(database["outage"]?["attempts"])) times)"
      )
    }
    for alarm in database["alarms"]?.arrayValue ?? [] { found.append(Console.cell(alarm["message"])) }
    if let until = answer["held_elsewhere_until"]?.stringValue {
      found.append("another service on this store works until \(until)")
    }
    return found
  }

  private static func cells(_ row: JSON) -> [String] {
    [
      Console.cell(row["connection_name"] ?? row["connection"]), Console.cell(row["stream"]), rhythm(row),
      row["paused"] == true ? "paused" : Console.cell(row["next_at"]), Console.cell(row["last_at"]),
      Console.cell(row["missed"]), row["job"]?.isNull ?? true ? "-" : job(row["job"] ?? .null),
    ]
  }

  /// `every 15m`, `30 6 * * mon-fri Europe/Helsinki`
  static func rhythm(_ row: JSON?) -> String {
    guard let seconds = row?["every"]?.intValue else {
      return "\(Console.cell(row?["cron"])) \(Console.cell(row?["zone"]))"
    }
    let units = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")]
    let unit = units.first { seconds % $0.0 == 0 } ?? (1, "s")
    return "every \(seconds / unit.0)\(unit.1)"
  }

  /// `done: fetched 12, known 3`
  static func job(_ job: JSON) -> String {
    let counts = ["fetched", "known", "left_alone", "marked", "found", "asked"].compactMap { name in
      job[name]?.intValue.map { "\(name) \($0)" }
    }
    let failure = job["failure"].flatMap { $0.isNull ? nil : sentence($0) }
    let rest = [failure, counts.isEmpty ? nil : counts.joined(separator: ", ")].compactMap(\.self)
    return ([Console.cell(job["state"])] + rest).joined(separator: ": ")
  }

  private static func sentence(_ failure: JSON) -> String {
    [failure["message"], failure["hint"]].compactMap { $0?.stringValue }.joined(separator: " ")
  }
}
