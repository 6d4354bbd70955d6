import Core
import Engine
import Testing

@Suite("Cron expressions")
struct CronTests {
  @Test(
    "runs at the times that the expression names",
    arguments: [
      ("*/15 * * * *", "2026-03-02T10:07:00Z", ["10:15", "10:30", "10:45", "11:00"]),
      ("0 6 * * *", "2026-03-02T10:07:00Z", ["2026-03-03T06:00", "2026-03-04T06:00"]),
      ("30 6 * * mon-fri", "2026-03-06T10:07:00Z", ["2026-03-09T06:30", "2026-03-10T06:30"]),
      ("0 0 1,15 * *", "2026-03-02T00:00:00Z", ["2026-03-15T00:00", "2026-04-01T00:00"]),
      ("0 0 29 2 *", "2026-03-02T00:00:00Z", ["2028-02-29T00:00", "2032-02-29T00:00"]),
      ("5/20 8-9 * jan SUN", "2026-03-02T00:00:00Z", ["2027-01-03T08:05", "2027-01-03T08:25"]),
      ("0 12 13 * 5", "2026-03-02T00:00:00Z", ["2026-03-06T12:00", "2026-03-13T12:00"]),
      ("0 12 * * 7", "2026-03-02T00:00:00Z", ["2026-03-08T12:00", "2026-03-15T12:00"]),
    ] as [(String, String, [String])]
  )
  func runs(_ text: String, _ start: String, _ expected: [String]) throws {
    let found = try runs(text, "UTC", after: start, expected.count)
    for (moment, end) in zip(found, expected) { #expect(moment.contains(end)) }
  }

  @Test("a time that clocks skip in spring is made up for at the first moment after the gap, once")
  func gap() throws {
    // Helsinki: 03:00 becomes 04:00 on 29 March 2026, at 01:00 UTC.
    let found = try runs("30 3 * * *", "Europe/Helsinki", after: "2026-03-28T00:00:00Z", 3)
    #expect(found == ["2026-03-28T01:30:00.000Z", "2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"])
    let often = try runs("*/20 3 * * *", "Europe/Helsinki", after: "2026-03-28T22:00:00Z", 2)
    #expect(often == ["2026-03-29T01:00:00.000Z", "2026-03-30T00:00:00.000Z"])
    // 04:00 exists and is the moment at which the gap ends: one run, not two.
    let both = try runs("30 3,4 * * *", "Europe/Helsinki", after: "2026-03-28T22:00:00Z", 2)
    #expect(both == ["2026-03-29T01:00:00.000Z", "2026-03-29T01:30:00.000Z"])
  }

  @Test("a time that comes twice in autumn runs the first time only")
  func overlap() throws {
    // Helsinki: 04:00 becomes 03:00 on 25 October 2026, at 01:00 UTC.
    let found = try runs("30 3 * * *", "Europe/Helsinki", after: "2026-10-24T12:00:00Z", 2)
    #expect(found == ["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"])
  }

  @Test("what runs every hour runs through both: no hour of real time without it, and none made up for")
  func everyHour() throws {
    let autumn = try runs("0 * * * *", "Europe/Helsinki", after: "2026-10-24T23:30:00Z", 4)
    #expect(
      autumn.map { $0.prefix(16) } == ["2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00", "2026-10-25T03:00"]
    )
    let spring = try runs("0 * * * *", "Europe/Helsinki", after: "2026-03-28T23:30:00Z", 3)
    #expect(spring.map { $0.prefix(16) } == ["2026-03-29T00:00", "2026-03-29T01:00", "2026-03-29T02:00"])
  }

  @Test("a day that a country skipped as a whole is made up for on the next one")
  func dateLine() throws {
    // Samoa went to the other side of the date line: 30 December 2011 never came.
    let found = try runs("0 12 30 12 *", "Pacific/Apia", after: "2011-12-01T00:00:00Z", 1)
    #expect(found == ["2011-12-30T10:00:00.000Z"])
  }

  @Test("a half-hour zone and one south of the equator")
  func zones() throws {
    #expect(try runs("0 9 * * *", "Asia/Kolkata", after: "2026-03-02T00:00:00Z", 1) == ["2026-03-02T03:30:00.000Z"])
    // Lord Howe moves by half an hour: 02:00 becomes 02:30 on 4 October 2026, at 15:30 UTC the day before.
    #expect(
      try runs("15 2 * * *", "Australia/Lord_Howe", after: "2026-10-03T10:00:00Z", 1) == ["2026-10-03T15:30:00.000Z"]
    )
  }

  @Test(
    "what cannot be read is refused with the field that is wrong",
    arguments: [
      ("* * * *", "has 4"), ("61 * * * *", "minute `61`"), ("* 24 * * *", "hour `24`"),
      ("* * 0 * *", "day of the month"),
      ("* * * 13 *", "month `13`"), ("* * * * 8", "day of the week `8`"), ("5-1 * * * *", "`5-1`"),
      ("*/0 * * * *", "`*/0`"), ("1,,2 * * * *", "`1,,2`"), ("a * * * *", "`a`"), ("0 0 31 2 *", "never comes"),
      ("-1 * * * *", "`-1`"), ("@daily", "has 1"), ("٣ * * * *", "minute"),
    ]
  )
  func refused(_ text: String, _ words: String) {
    let failure = #expect(throws: Failure.self) { try CronExpression(text) }
    #expect(failure?.code == "schedule.cron")
    #expect(failure?.message.contains(words) == true)
  }

  @Test("a time zone that nobody knows is refused", arguments: ["Europe/Nowhere", "EST5", "", "+02:00"])
  func zone(_ name: String) {
    let failure = #expect(throws: Failure.self) { try LocalTime(name) }
    #expect(failure?.code == "schedule.zone")
  }

  @Test("an interval keeps its beat however late a run was")
  func interval() throws {
    let rhythm = try Rhythm(every: 900, cron: nil, zone: "UTC")
    let start = try #require(Timestamp(text: "2026-03-02T10:00:00Z"))
    #expect(rhythm.next(after: start, from: start).text == "2026-03-02T10:15:00.000Z")
    #expect(rhythm.next(after: start + .seconds(1000), from: start).text == "2026-03-02T10:30:00.000Z")
    #expect(rhythm.next(after: start + .seconds(-10), from: start) == start)
    #expect(rhythm.count(after: start, through: start + .seconds(4000)) == 4)
    #expect(throws: Failure.self) { try Rhythm(every: 59, cron: nil, zone: "UTC") }
    #expect(throws: Failure.self) { try Rhythm(every: 60, cron: "* * * * *", zone: "UTC") }
    #expect(throws: Failure.self) { try Rhythm(every: nil, cron: nil, zone: "UTC") }
  }

  /// The next moments at which it runs, one after the other.
  private func runs(_ text: String, _ zone: String, after start: String, _ count: Int) throws -> [String] {
    let expression = try CronExpression(text)
    let zone = try LocalTime(zone)
    var moment = try #require(Timestamp(text: start))
    var found: [String] = []
    for _ in 0..<count {
      moment = expression.next(after: moment, in: zone)
      found.append(moment.text)
    }
    return found
  }
}
