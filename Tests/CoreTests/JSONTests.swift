import Core
import Foundation
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "is read and written again byte for byte",
    arguments: [
      "null", "true", "false", "0", "-1", "9223372036854775807", "1.5", "0.00000001", "\"\"", "\"Käse €\"", "[]", "{}",
      "[1,[2,[3]]]", #"{"b":1,"a":{"z":null,"y":[true,false]}}"#, #""a\"b\\c\nd\te\rf""#, #""\u0001\u001f""#, #""😀""#,
      "12345678901234567890", "\"\u{7F}\"", "\"/\"",
    ]
  )
  func roundTrip(_ text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test(
    "takes other spellings of the same value",
    arguments: [
      (" \t\r\n[ 1 , 2 ] ", "[1,2]"), ("1.50", "1.5"), ("1e2", "100"), ("1E+2", "100"), ("1.0", "1"), ("-0", "0"),
      (#""\u00e9\/""#, "\"é/\""), (#""\ud83d\ude00""#, "\"😀\""), (#""\uD834\uDD1E""#, "\"𝄞\""),
      (#""\b\f""#, #""\u0008\u000c""#),
    ]
  )
  func spellings(_ text: String, _ expected: String) throws {
    #expect(try JSON(parsing: text).text == expected)
  }

  @Test(
    "refuses what RFC 8259 does not allow",
    arguments: [
      "", " ", "nul", "nulll", "True", "01", "-01", "+1", "1.", ".5", "1e", "1e+", "-", "0x1", "NaN", "Infinity", "1 2",
      "[1,]", "[,1]", "[1 2]", "[", "]", "[1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}",
      "{\"a\":1 \"b\":2}", "\"", "\"a", "'a'", #""\x""#, #""\u12""#, #""\u12g4""#, #""\"#, "\"a\nb\"", "\"\t\"",
      "\"\u{0}\"", "// 1", "[1]x", "\u{FEFF}1", "1e400",
    ]
  )
  func refuses(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
  }

  @Test(
    "refuses a lone surrogate",
    arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, #""\ud83dx""#, #""\ude00\ud83d""#, #""\ud83d\ud83d""#]
  )
  func surrogates(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
  }

  @Test(
    "refuses broken UTF-8 and says so",
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]]
  )
  func encoding(_ bytes: [UInt8]) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
    #expect(error?.reason == .encoding)
  }

  @Test("takes as much depth as allowed and no more, without running out of stack")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(64))
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(65)) }
    #expect(error?.reason == .depth && error?.offset == 64)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: String(repeating: "{\"a\":[", count: 100_000)) }
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[[1]]", depth: 1) }
  }

  @Test("says where it went wrong")
  func offset() {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "{\"a\": tru}") }
    #expect(error?.reason == .syntax && error?.offset == 9)
  }

  @Test("a member given twice keeps its first place and its last value")
  func duplicates() throws {
    let value = try JSON(parsing: #"{"a":1,"b":2,"a":3,"b":4,"c":5}"#)
    #expect(value.text == #"{"a":3,"b":4,"c":5}"#)
    let many =
      "{" + (0..<20_000).map { "\"k\($0)\":0," }.joined() + String(repeating: "\"k19999\":1,", count: 20_000)
      + "\"z\":1}"
    #expect(try JSON(parsing: many)["k19999"] == 1)
  }

  @Test(
    "a whole number is the same value however it is spelled",
    arguments: ["1.0", "100e-2", "0.1e1", "0.0", "0e-66", "-0.00", "40E4", "1e30", "9223372036854775808.0"]
  )
  func wholeNumbers(_ text: String) throws {
    let value = try JSON(parsing: text)
    #expect(value == (try JSON(parsing: value.text)))
  }

  @Test("keeps the order of members, which equality does not see")
  func order() throws {
    let one = try JSON(parsing: #"{"b":1,"a":2}"#)
    let other = try JSON(parsing: #"{"a":2,"b":1}"#)
    #expect(one.text == #"{"b":1,"a":2}"#)
    #expect(one == other)
    #expect(one != (try JSON(parsing: #"{"a":2}"#)))
  }

  @Test(
    "keeps decimals exact",
    arguments: ["0.1", "1.10", "1234567890.12345678", "0.1000000000000000055511151231257827"]
  )
  func decimals(_ text: String) throws {
    #expect(try JSON(parsing: text).decimalValue == Decimal(exactly: text))
    #expect(JSON.string(text).decimalValue == Decimal(exactly: text))
  }

  @Test("writes several lines for people")
  func pretty() throws {
    let value = try JSON(parsing: #"{"a":[1,{"b":null}],"c":[],"d":{}}"#)
    #expect(
      value.prettyText == """
        {
          "a": [
            1,
            {
              "b": null
            }
          ],
          "c": [],
          "d": {}
        }
        """
    )
    #expect(try JSON(parsing: value.prettyText) == value)
  }

  @Test("an object is changed in place")
  func members() {
    var object = JSONObject([("a", 1), ("b", 2)])
    object["a"] = 3
    object["c"] = "x"
    object["b"] = nil
    #expect(JSON.object(object).text == #"{"a":3,"c":"x"}"#)
  }

  @Test("an issue stands on the wire as the specification says")
  func issue() {
    let issue = Issue(
      "mapping.required",
      "Apple juice 1 l has no GTIN.",
      model: "product.product",
      record: 31,
      field: "barcode",
      params: ["noun": "GTIN", "label": "Barcode"],
      probe: .field(model: "product.product", record: 31, field: "barcode")
    )
    #expect(
      issue.json.text == #"{"code":"mapping.required","severity":"error","model":"product.product","record":31,"#
        + #""record_name":null,"field":"barcode","label":null,"value":null,"path":null,"#
        + #""message":"Apple juice 1 l has no GTIN.","repair":null,"params":{"label":"Barcode","noun":"GTIN"},"#
        + #""probe":{"model":"product.product","record":31,"field":"barcode"}}"#
    )
  }
}
