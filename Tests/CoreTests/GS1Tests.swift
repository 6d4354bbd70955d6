import Core
import Testing

@Suite("GLN, GTIN and SSCC")
struct GS1Tests {
  @Test(
    "the published test vectors have valid check digits",
    arguments: ["40123455", "036000291452", "6291041500213", "14260123451018"]
  )
  func gtinVectors(_ digits: String) throws {
    #expect(try #require(GTIN(digits)).hasValidCheckDigit)
  }

  @Test("GLN vectors have valid check digits", arguments: ["4260123450014", "4260123450021", "1100001016310"])
  func glnVectors(_ digits: String) throws {
    #expect(try #require(GLN(digits)).hasValidCheckDigit)
  }

  @Test("a mistyped digit is found", arguments: ["4260123450015", "4260123450024", "5260123450014"])
  func mistyped(_ digits: String) throws {
    #expect(try #require(GLN(digits)).hasValidCheckDigit == false)
  }

  @Test(
    "what has another shape is no GLN",
    arguments: [
      "", "426012345001", "42601234500140", " 4260123450014", "4260 123450014", "426012345001X", "４260123450014",
    ]
  )
  func shape(_ text: String) {
    #expect(GLN(text) == nil)
  }

  @Test("a GTIN has 8, 12, 13 or 14 digits", arguments: 0...18)
  func lengths(_ length: Int) {
    #expect((GTIN(String(repeating: "1", count: length)) != nil) == [8, 12, 13, 14].contains(length))
  }

  @Test("a GTIN is the same with leading zeros and is sent as it was written")
  func comparison() throws {
    let short = try #require(GTIN("036000291452"))
    #expect(short.fourteenDigits == "00036000291452")
    #expect(short == GTIN("0036000291452"))
    #expect(Set([short, try #require(GTIN("00036000291452"))]).count == 1)
    #expect(short != GTIN("6291041500213"))
    #expect(short.digits == "036000291452")
  }

  @Test("an SSCC is read with and without its application identifier")
  func sscc() throws {
    let code = try #require(SSCC("342601234500000015"))
    #expect(code.hasValidCheckDigit)
    #expect(SSCC("00342601234500000015") == code)
    #expect(SSCC("01342601234500000015") == nil)
    #expect(SSCC("34260123450000001") == nil)
  }
}
