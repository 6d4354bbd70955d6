import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit

@testable import ProcurifyConnector

/// What a day came to.
extension ProcurifyDay {
  struct Stream: Sendable {
    let name: String
    let expected: Int
    let begun: Int
    let lateness: Int
    /// Documents that the partner has, those of them that came in, and those whose newest state stands in Odoo.
    let there: Int
    let kept: Int
    let settled: Int
    /// Those that another document had brought by the time they could be read.
    let overtaken: Int
    /// Of their ids in Odoo: how many there are, and how many stand with more than one record.
    let linked: Int
    let twice: Int
  }

  struct Figures: Sendable {
    let hours: Int
    let streams: [Stream]
    /// Records that came into being in Odoo, by model.
    let made: [String: Int]
    let openJobs: Int
    /// What was not brought to its end, and why.
    let unsettled: [String]
    let tokens: Int
    let tokensDue: Int
    let writes: Int
    let refused: Int
    let turnedAway: Int
    let memoryAtStart: Int
    let memoryAtEnd: Int

    var memoryGrowth: Int { memoryAtEnd - memoryAtStart }

    var lines: [String] {
      streams.map { stream in
        "\(stream.name): \(stream.begun) of \(stream.expected) runs begun, at most \(stream.lateness) ms late,"
          + " \(stream.kept) of \(stream.there) documents kept, \(stream.settled) settled, \(stream.overtaken) overtaken,"
          + " \(stream.linked) in Odoo, \(stream.twice) twice"
      } + [
        "created in Odoo: \(made.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))",
        "\(hours) simulated hours, \(tokens) tokens where the clock says \(tokensDue), \(openJobs) jobs and"
          + " \(unsettled.count) documents left over, \(writes) writes to Procurify",
        "outages: \(refused) requests refused by Procurify, \(turnedAway) times no way to Odoo",
        "left over: \(unsettled.isEmpty ? "nothing" : unsettled.joined(separator: ", "))",
        "resident memory \(memoryAtStart / 1024) MiB after the first hour, \(memoryAtEnd / 1024) MiB at the end",
      ]
    }
  }

  /// How many records that many hours make, by model: a direct order and one of a requisition every hour.
  static func due(_ hours: Int) -> [String: Int] {
    ["res.partner": hours, "product.product": hours, "purchase.order": hours * 2, "account.move": hours]
  }

  /// How many documents of a stream are overtaken: what is requested while Procurify is away was purchased by the time it
  /// can be read, and the order has brought it.
  static func overtaken(_ stream: String, _ hours: Int) -> Int {
    stream == "requisitions" ? (0..<hours).dropLast().count(where: isProcurifyAway) : 0
  }

  /// How many tokens that many hours take: one at first, and one at the first run that finds none of which an hour is
  /// left, once Procurify is there. What an hour changes counts after the runs of its first second.
  static func tokensDue(_ hours: Int) -> Int {
    let last = 3600
    var (given, renewAt, hour) = (1, tokenLife - last, 0)
    for time in stride(from: 300, through: hours * 3600, by: 300) where time % 600 == 0 || time % 3600 == 300 {
      if (time - 1) / 3600 != hour {
        hour = (time - 1) / 3600
        if isTakenBack(hour) { renewAt = time }
      }
      guard time >= renewAt, !isProcurifyAway(hour) else { continue }
      given += 1
      renewAt = time + tokenLife - last
    }
    return given
  }

  func figures(after hours: Int) async throws -> Figures {
    let slots = Dictionary(grouping: ScheduleDay.slots(in: world.told.all), by: \.job)
    let entries = try await entries()
    var streams: [Stream] = []
    for rhythm in Self.rhythms {
      let found = slots["incoming:\(rhythm.stream)"] ?? []
      streams.append(
        try await stream(rhythm.stream, expected: rhythm.runs(hours), found.map(\.lateness), entries)
      )
    }
    let made = Self.models.map { [odoo, before] in ($0, odoo.records($0).count - (before[$0] ?? 0)) }
    return Figures(
      hours: hours,
      streams: streams,
      made: Dictionary(uniqueKeysWithValues: made),
      openJobs: try await world.store.openJobs(database: database).count,
      unsettled: entries.filter { ![.settled, .dropped].contains($0.state) }.map { entry in
        "\(entry.about ?? "") \(entry.state) \(entry.issues.map(\.code) + [entry.failure?.code].compactMap(\.self))"
      },
      tokens: given.count,
      tokensDue: Self.tokensDue(hours),
      writes: written.count,
      refused: refused.count,
      turnedAway: turnedAway.count,
      memoryAtStart: early.count * 1024,
      memoryAtEnd: ScheduleDay.memory ?? 0
    )
  }

  private func stream(_ name: String, expected: Int, _ lateness: [Int], _ entries: [Entry]) async throws -> Stream {
    let places = [
      "vendors": ("vendors", Kind.vendor, Link.vendor), "items": ("catalog-items", .item, Link.item),
      "requisitions": ("requisitions", .requisition, Link.requisition),
      "orders": ("purchase-orders", .order, Link.order), "bills": ("bills", .bill, Link.bill),
    ]
    let (list, kind, link) = places[name] ?? (name, .vendor, "")
    let rows = try await control(.get, list).arrayValue ?? []
    let own = entries.filter { $0.subject.flow == kind.flow }
    let newest = Dictionary(own.map { ($0.about ?? "", $0.state) }, uniquingKeysWith: { $1 })
    let ids = Self.models.flatMap { model in
      odoo.records(model).flatMap { odoo.references(of: $0["id"]?.intValue ?? 0, model) }
    }.filter { $0.flow == link }.map(\.externalID)
    let linked = Dictionary(grouping: ids) { $0 }
    return Stream(
      name: name,
      expected: expected,
      begun: lateness.count,
      lateness: lateness.max() ?? 0,
      // Not the placeholder.
      there: rows.count { $0["name"] != "Other" },
      kept: newest.count,
      settled: newest.values.count { $0 == .settled },
      overtaken: newest.values.count { $0 == .dropped },
      linked: linked.keys.count { !["44", "45", "sTW-10", "sSB-4"].contains($0) },
      twice: linked.values.count { $0.count > 1 }
    )
  }

  /// Everything that came in, oldest first.
  private func entries() async throws -> [Entry] {
    var query = EntryQuery(database: database, limit: 500)
    query.arriving = true
    var entries: [Entry] = []
    while true {
      let page = try await world.store.entries(query)
      entries += page
      guard page.count == query.limit, let last = page.last else { return entries }
      query.after = last.id
    }
  }
}
