import Core
import Testing

@Suite("Timestamp")
struct TimestampTests {
  @Test("a moment is written with day, time, milliseconds and Z")
  func text() {
    #expect(Timestamp(milliseconds: 1_774_745_999_120).text == "2026-03-29T00:59:59.120Z")
    #expect(Timestamp(milliseconds: 0).text == "1970-01-01T00:00:00.000Z")
  }

  @Test("a moment is read back, with and without milliseconds, and nonsense is refused")
  func reading() {
    #expect(Timestamp(text: "2026-03-29T00:59:59Z")?.milliseconds == 1_774_745_999_000)
    #expect(Timestamp(text: "2026-03-29T00:59:59.120Z")?.milliseconds == 1_774_745_999_120)
    #expect(Timestamp(text: "yesterday") == nil)
  }

  @Test("moments add and subtract in milliseconds")
  func arithmetic() {
    let moment = Timestamp(milliseconds: 1_000)
    #expect(moment + .milliseconds(250) == Timestamp(milliseconds: 1_250))
    #expect((moment + .seconds(2)) - moment == .seconds(2))
  }
}
