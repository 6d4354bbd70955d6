import Core
import Testing

@testable import Mapping

@Suite("Conversion")
struct ConversionTests {
  @Test(
    "takes a UTC time to the day in Berlin",
    arguments: [
      ("2025-03-30T23:30:00Z", "2025-03-31"), ("2025-03-29T22:59:59Z", "2025-03-29"),
      ("2025-03-29T23:00:00Z", "2025-03-30"),
      ("2025-03-30T21:59:59.999Z", "2025-03-30"), ("2025-03-30T22:00:00Z", "2025-03-31"),
      ("2025-10-25T22:00:00Z", "2025-10-26"),
      ("2025-10-26T22:59:59Z", "2025-10-26"), ("2025-10-26T23:00:00Z", "2025-10-27"),
      ("2024-02-28T23:00:00Z", "2024-02-29"),
      ("2025-12-31T23:00:00Z", "2026-01-01"), ("1969-12-31T22:59:59Z", "1969-12-31"), ("2025-03-30", "2025-03-30"),
    ]
  )
  func day(_ source: String, _ expected: String) {
    #expect(Conversion(.string(source), [.day("Europe/Berlin")]).value == .string(expected))
  }

  @Test("other zones have other days")
  func zones() {
    #expect(Conversion("2025-03-30T11:30:00Z", [.day("Pacific/Kiritimati")]).value == "2025-03-31")
    #expect(Conversion("2025-03-30T09:30:00Z", [.day("Pacific/Pago_Pago")]).value == "2025-03-29")
  }

  @Test(
    "what is no day of the calendar is refused",
    arguments: [
      "2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "30.03.2025", "2025-3-30", "2025-03-30 23:30:00",
      "2025-03-30T23:30:00", "2025-03-30T24:00:00Z", "2025-03-30T23:60:00Z", "2025-03-30T23:30:00+02:00",
      "2025-03-30T23:30:00.Z",
      "2025-03-30T", "today", "9999-12-31T23:30:00Z",
    ]
  )
  func noDay(_ source: String) {
    let conversion = Conversion(.string(source), [.day("Europe/Berlin")])
    #expect(conversion.value == .none && conversion.faults == [.date])
  }

  @Test("years have four digits, also where a zone moves the day")
  func years() {
    #expect(Conversion("9999-12-31T22:59:59Z", [.day("Europe/Berlin")]).value == "9999-12-31")
    #expect(Conversion("0000-01-01T00:00:00Z", [.day("America/Lima")]).faults == [.date])
  }

  @Test("an unknown zone is refused, not taken for UTC")
  func noZone() {
    #expect(Conversion("2025-03-30T23:30:00Z", [.day("Europe/Bärlin")]).faults == [.date])
  }

  @Test("empty is left out, or missing where it is required, or false")
  func empty() {
    for raw in [nil, .some(.null), "", " \n\t", "\u{A0}"] as [JSON?] {
      #expect(Conversion(raw, []).value == .none)
      #expect(Conversion(raw, [.required, .gtin]).faults == [.missing(noun: "GTIN")])
      #expect(Conversion(raw, [.boolean]).value == .some(false))
    }
    #expect(Conversion(false, [.required, .boolean]).value == .some(false))
  }

  @Test(
    "numbers are exact",
    arguments: [
      ("12.50", "12.5"), ("0.00012345", "0.00012345"), ("24.000", "24"), ("-3", "-3"),
      ("1234567.89012345", "1234567.89012345"),
    ]
  )
  func numbers(_ source: String, _ expected: String) {
    #expect(Conversion(.string(source), [.decimal]).value?.text == expected)
  }

  @Test("what is no number is refused", arguments: ["1,5", "NaN", "1.2.3", true, ["id": 1], "12 EUR"] as [JSON])
  func noNumber(_ source: JSON) {
    #expect(Conversion(source, [.decimal]).faults == [.number])
  }

  @Test("text loses blanks around it and control characters with a warning, line breaks stay")
  func text() {
    #expect(Conversion(" a\r\nb\rc\td ", []).value == .some("a\nb\nc\td"))
    let conversion = Conversion("a\u{7}b\u{85}\u{0}", [.required])
    #expect(conversion.value == .some("ab"))
    #expect(conversion.faults == [.controlCharacters])
    #expect(Conversion("\u{1}", []).value == .none)
  }

  @Test("a number where text belongs is sent as text, anything else is refused")
  func numberAsText() {
    #expect(Conversion(14, []).value == "14")
    #expect(Conversion(-25, [.maxLength(2)]).faults == [.tooLong(2)])
    #expect(Conversion(true, [.required]).faults == [.kind])
    #expect(Conversion(["id": 1], []).faults == [.kind])
  }

  @Test("text of nothing but control characters is missing where it is required")
  func onlyControl() {
    let conversion = Conversion("\u{1}\u{2}", [.required])
    #expect(conversion.value == .none)
    #expect(conversion.faults.contains(.missing(noun: nil)))
  }

  @Test("a GLN with a wrong check digit is sent with a warning, one of another shape is not sent")
  func gln() {
    #expect(Conversion("4260123450015", [.gln]).value == .some("4260123450015"))
    #expect(Conversion("4260123450015", [.gln]).faults == [.checkDigit("GLN")])
    #expect(Conversion("426012345001", [.gln]).value == .none)
    #expect(Conversion(" 4260123450014 ", [.gln]).faults.isEmpty)
  }

  @Test(
    "currencies are three capital letters",
    arguments: [("EUR", true), ("eur", false), ("EURO", false), ("€", false)]
  )
  func currency(_ code: String, _ valid: Bool) {
    #expect(Conversion(.string(code), [.currency]).faults.isEmpty == valid)
  }
}
