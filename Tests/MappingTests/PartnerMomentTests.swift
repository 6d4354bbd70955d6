import Core
import Testing

@testable import Mapping

@Suite("What partners write for a moment")
struct PartnerMomentTests {
  @Test(
    "every form of D-05 is a moment, Berlin's where it does not say",
    arguments: [
      ("2025-03-10", "2025-03-09T23:00:00Z", "2025-03-10"), ("2025-07-10", "2025-07-09T22:00:00Z", "2025-07-10"),
      ("2025-03-10T09:30:00", "2025-03-10T08:30:00Z", "2025-03-10"),
      ("2025-03-10 09:30:00", "2025-03-10T08:30:00Z", "2025-03-10"),
      ("2025-03-10T09:30", "2025-03-10T08:30:00Z", "2025-03-10"),
      ("2025-03-10T09:30:00.123456", "2025-03-10T08:30:00Z", "2025-03-10"),
      ("2025-03-10T09:30:00.123456Z", "2025-03-10T09:30:00Z", "2025-03-10"),
      ("2025-03-10T23:30:00Z", "2025-03-10T23:30:00Z", "2025-03-11"),
      ("2025-03-10T23:30:00+00:00", "2025-03-10T23:30:00Z", "2025-03-11"),
      ("2025-03-10T00:30:00+0530", "2025-03-09T19:00:00Z", "2025-03-09"),
      ("2025-03-10 20:30:00 -05", "2025-03-11T01:30:00Z", "2025-03-11"),
      // The clock goes from 2 to 3: what is between counts from before; from 3 to 2: the first of both hours.
      ("2025-03-30T02:30:00", "2025-03-30T01:30:00Z", "2025-03-30"),
      ("2025-03-30T03:00:00", "2025-03-30T01:00:00Z", "2025-03-30"),
      ("2025-10-26T02:30:00", "2025-10-26T00:30:00Z", "2025-10-26"),
      ("2025-10-26T03:00:00", "2025-10-26T02:00:00Z", "2025-10-26"),
      ("1969-12-31T12:00:00Z", "1969-12-31T12:00:00Z", "1969-12-31"),
    ]
  )
  func moments(_ text: String, _ utc: String, _ day: String) {
    let moment = PartnerMoment(.string(text))
    #expect(moment?.utc(in: "Europe/Berlin") == utc)
    #expect(moment?.day(in: "Europe/Berlin") == day)
  }

  @Test(
    "what is none is refused",
    arguments: [
      "", "10.03.2025", "2025-02-29", "2025-03-10T", "2025-03-10T24:00:00", "2025-03-10T09:60", "2025-03-10T9:30",
      "2025-03-10T09:30:00.", "2025-03-10T09:30:00+25:00", "2025-03-10T09:30:00+1", "2025-03-10T09:30:00ZZ",
      "2025-03-10x09:30",
      "2025-03-10T09:30:00 CET", "today", "20250310",
    ]
  )
  func refused(_ text: String) {
    #expect(PartnerMoment(.string(text)) == nil)
  }

  @Test("a number is no moment, and no year has five digits")
  func others() {
    #expect(PartnerMoment(20_250_310) == nil)
    #expect(PartnerMoment("9999-12-31T23:30:00-05:00")?.utc(in: "Europe/Berlin") == nil)
    #expect(PartnerMoment("0000-01-01")?.utc(in: "Europe/Berlin") == nil)
  }
}
