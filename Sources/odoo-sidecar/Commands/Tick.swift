import Core

/// When the scheduled action of a database last came, as `service/health` says it.
struct Tick {
  let database: String
  let ok: Bool
  let text: String

  static func all(_ health: JSON) -> [Tick] { (health["databases"]?.arrayValue ?? []).map(Tick.init) }

  private init(_ row: JSON) {
    let issue = row["issue"]
    database = Console.cell(row["name"])
    ok = issue?.isNull ?? true
    let last = row["last_tick"]?.stringValue.map { "last at \($0)" } ?? "none since the service started"
    text = ok ? last : "\(Console.cell(issue?["message"])) \(Console.cell(issue?["repair"]))"
  }
}
