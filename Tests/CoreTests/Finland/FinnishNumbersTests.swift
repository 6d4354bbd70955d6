import Testing

@testable import Core

@Suite("Finnish numbers")
struct FinnishNumbersTests {
  @Test(
    "a business ID is known in every way people write it",
    arguments: [
      ("1234567-1", "1234567-1"), ("1366959-8", "1366959-8"), ("12345671", "1234567-1"), (" 1234567-1 ", "1234567-1"),
      ("0201256-6", "0201256-6"), ("201256-6", "0201256-6"),
    ]
  )
  func businessID(_ written: String, _ id: String) {
    #expect(BusinessID(written)?.text == id)
  }

  @Test(
    "what is no business ID is none",
    arguments: ["1234567-2", "1234567-", "12345-67", "123456", "1234567-12", "FI12345671", "abcdefg-h", "", "1-2-3"]
  )
  func noBusinessID(_ written: String) {
    #expect(BusinessID(written) == nil)
  }

  @Test(
    "a number has one check digit, and one whose remainder is 1 has none",
    arguments: [("1000008", 0), ("1234567", 1)]
  )
  func checkDigits(_ number: String, _ count: Int) {
    let valid = (0...9).filter { BusinessID("\(number)-\($0)") != nil }
    #expect(valid.count == count)
  }

  @Test("business ID and VAT number turn into each other")
  func vatNumber() throws {
    #expect(try #require(BusinessID("1234567-1")).vatNumber.text == "FI12345671")
    #expect(FinnishVATNumber("FI 1234567-1")?.businessID.text == "1234567-1")
    #expect(FinnishVATNumber("FI12345672") == nil)
    #expect(FinnishVATNumber("SE12345671") == nil)
  }

  @Test(
    "a number gets the check digit of a reference number",
    arguments: [("2601", "26013"), ("132", "1326"), ("INV/2026/00042", "2026000422"), ("000132", "1326")]
  )
  func referenceOf(_ base: String, _ reference: String) {
    #expect(ReferenceNumber(of: base)?.digits == reference)
    #expect(ReferenceNumber(reference)?.digits == reference)
  }

  @Test("spaces and leading zeros of a reference number do not matter")
  func referenceForms() {
    #expect(ReferenceNumber("0000 02026 00042 2")?.digits == "2026000422")
  }

  @Test(
    "what is no reference number is none",
    arguments: ["2026000423", "123", "INV/2026/00042", "", "1234567890123456789012", "1326a"]
  )
  func noReference(_ written: String) {
    #expect(ReferenceNumber(written) == nil)
  }

  @Test("a number without three digits, or with too many, makes no reference number")
  func noBase() {
    #expect(ReferenceNumber(of: "INV/12") == nil)
    #expect(ReferenceNumber(of: "12345678901234567890") == nil)
  }

  @Test(
    "a reference number has an international form",
    arguments: [("1232", "RF111232"), ("26013", "RF3026013"), ("2026000422", "RF242026000422")]
  )
  func creditorReference(_ national: String, _ international: String) throws {
    let reference = try #require(ReferenceNumber(national))
    #expect(CreditorReference(reference).text == international)
    #expect(CreditorReference(international)?.text == international)
    #expect(CreditorReference("RF12" + national)?.text == (international.hasPrefix("RF12") ? international : nil))
  }

  @Test("an international reference may hold letters and spaces")
  func creditorReferenceForms() {
    #expect(CreditorReference("rf18 5390 0754 7034")?.text == "RF18539007547034")
    #expect(CreditorReference("RF19 5390 0754 7034") == nil)
  }

  @Test("a bank account number is known by its check digits, a Finnish one by its length too")
  func iban() {
    #expect(IBAN("FI21 1234 5600 0007 85")?.text == "FI2112345600000785")
    #expect(IBAN("de89 3704 0044 0532 0130 00")?.text == "DE89370400440532013000")
    #expect(IBAN("FI2112345600000786") == nil)
    #expect(IBAN("FI21123456000007") == nil)
    #expect(IBAN("123456-785") == nil)
  }

  @Test("an EDI code holds a business ID")
  func ovt() throws {
    #expect(OVT(try #require(BusinessID("1234567-1"))).text == "003712345671")
    #expect(OVT("0037 1234 5671")?.text == "003712345671")
    #expect(OVT("003712345671ABC")?.text == "003712345671ABC")
    #expect(OVT("003712345672") == nil)
    #expect(OVT("003712345671ABCDEF") == nil)
  }

  @Test("an operator is a code of letters and digits")
  func operators() {
    #expect(EInvoiceOperator("003723327487")?.code == "003723327487")
    #expect(EInvoiceOperator("ndeafihh")?.code == "NDEAFIHH")
    #expect(EInvoiceOperator("E204503")?.code == "E204503")
    #expect(EInvoiceOperator("BAN") == nil)
    #expect(EInvoiceOperator("NORDEA BANK!") == nil)
  }
}
