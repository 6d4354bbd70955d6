import Core
import Foundation
import Testing

@Suite("Decimal")
struct DecimalTests {
  @Test(
    "a half is rounded away from zero",
    arguments: [
      ("1.005", 2, "1.01"), ("-1.005", 2, "-1.01"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.125", 2, "0.13"),
      ("1.2", 4, "1.2"), ("1250", -2, "1300"), ("0.004", 2, "0"),
    ]
  )
  func rounding(_ text: String, _ digits: Int, _ expected: String) throws {
    #expect(try #require(Decimal(exactly: text)).rounded(digits).shortest == expected)
  }

  @Test(
    "the shortest form has neither exponent nor trailing zero",
    arguments: [
      ("12.00", "12"), ("1.20", "1.2"), ("1e3", "1000"), ("1E-8", "0.00000001"), ("-0", "0"), ("007.50", "7.5"),
      ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
    ]
  )
  func shortest(_ text: String, _ expected: String) throws {
    #expect(try #require(Decimal(exactly: text)).shortest == expected)
  }

  @Test(
    "what is not one number is none",
    arguments: [
      "", ".", "-", "1,5", "1.2.3", "1-2", "1e", "e5", "NaN", "inf", " 1", "1 ", "0x10", "1e5.5", "--1", "+1", "1e400",
      "1e-400", "1e-129", "1e-140",
      "123456789012345678901234567890123456789",
      "1.00000000000000000000000000000000000000001",
    ]
  )
  func refused(_ text: String) {
    #expect(Decimal(exactly: text) == nil)
  }

  @Test("a whole number becomes a JSON integer, another one stays exact")
  func number() throws {
    #expect(JSON.number(try #require(Decimal(exactly: "24.000"))) == .int(24))
    #expect(JSON.number(try #require(Decimal(exactly: "0.1"))).text == "0.1")
    #expect(JSON.number(try #require(Decimal(exactly: "1e30"))).text == "1000000000000000000000000000000")
  }
}
