import ArgumentParser
import Core

/// How things stand, in a few lines.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what waits and what needs a person.",
    discussion:
      "Exit status 2 when documents are quarantined or in doubt, when the tick of a database is missing, or when"
      + " something keeps schedules from running."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await reporting {
      let (health, counters, schedules, odoos) = try await ServiceClient.with(options) { client in
        (
          try await client.call("service/health"), try await client.call("service/metrics"),
          try await client.call("schedule/list"), try await client.call("odoo/list")["odoos"]?.arrayValue ?? []
        )
      }
      if options.json {
        let all: [(String, JSON?)] = [
          ("health", health), ("counters", counters["counters"]), ("schedules", schedules), ("odoos", .array(odoos)),
        ]
        print(JSON.record(all).text)
      } else {
        print("odoo-sidecar \(Console.cell(health["version"])), up \(Console.cell(health["uptime_ms"])) ms")
        let rows = (counters["counters"]?.objectValue?.members ?? []).map { [$0.key, Console.cell($0.value)] }
        Console.table(["counter", "value"], rows)
        for tick in Tick.all(health) {
          print("\(tick.ok ? "ok    " : "REPAIR") tick of \(tick.database): \(tick.text)")
        }
        if schedules["databases"]?.arrayValue?.isEmpty == false { ScheduleTable.show(schedules) }
        for odoo in odoos { print(OdooLine.text(odoo)) }
      }
      let attention = ["entries_quarantined", "entries_in_doubt"].contains { name in
        (counters["counters"]?[name]?.intValue ?? 0) > 0
      }
      let isWell = ScheduleTable.isWell(schedules) && odoos.allSatisfy(OdooLine.isFine)
      if attention || !isWell || Tick.all(health).contains(where: { !$0.ok }) { throw Ending.attention }
    }
  }
}

/// How a database over HTTP stands, in a line.
enum OdooLine {
  static func isFine(_ odoo: JSON) -> Bool { odoo["state"] == "ok" && odoo["issue"]?.isNull != false }

  static func text(_ odoo: JSON) -> String {
    let name = "odoo \(Console.cell(odoo["name"]))"
    guard !isFine(odoo) else { return "ok     \(name): over \(Console.cell(odoo["dialect"]))" }
    let issue = odoo["state"] == "ok" ? odoo["issue"]?["message"] : odoo["message"]
    return "REPAIR \(name): \(Console.cell(issue))"
  }
}
