import Core
import TestKit
import Testing

@testable import Odoo

@Suite("reading what calls itself XML-RPC", .timeLimit(.minutes(5)))
struct XMLRPCAnswerTests {
  private func read(_ text: String) -> XMLRPCAnswer? { XMLRPCAnswer(Array(text.utf8)) }

  @Test("entities of its own are refused, and so nothing grows")
  func bomb() {
    let bomb = """
      <?xml version="1.0"?>
      <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
      <!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>
      <methodResponse><params><param><value>&lol2;</value></param></params></methodResponse>
      """
    #expect(read(bomb) == nil)
    #expect(read(Wire.xml("<string>&lol;</string>")) == nil)
    let file = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" + Wire.xml("<string>&f;</string>")
    #expect(read(file) == nil)
  }

  @Test("broken UTF-8, half an answer and other grammars are refused")
  func broken() {
    let good = Array(Wire.xml("<string>Äpfel</string>").utf8)
    #expect(XMLRPCAnswer(good) == .value("Äpfel"))
    for length in 0..<good.count { #expect(XMLRPCAnswer(Array(good.prefix(length))) == nil) }
    let wrong = good.map { $0 == 0xC3 ? 0xFF : $0 }
    #expect(XMLRPCAnswer(wrong) == nil)
    let others = [
      "", "null", "{\"jsonrpc\": \"2.0\"}", "<html><body>502</body></html>", "<methodResponse></methodResponse>",
      Wire.xml("<int>seven</int>"), Wire.xml("<boolean>2</boolean>"), Wire.xml("<double>NaN</double>"),
      Wire.xml("<unknown>1</unknown>"), Wire.xml("text<int>1</int>"), Wire.xml("<string>&#0;</string>"),
      Wire.xml("<string>&#xD800;</string>"), Wire.xml("<string>a & b</string>"), Wire.xml("<int>1</int>") + "<x>",
    ]
    for text in others { #expect(read(text) == nil, "\(text)") }
  }

  @Test("what is nested without end is refused, what is large is read")
  func size() {
    let deep = String(repeating: "<array><data><value>", count: 100_000)
    #expect(read(Wire.xml(deep)) == nil)
    let letters = String(repeating: "Zwölf Boxkämpfer ", count: 400_000)
    #expect(read(Wire.xml("<string>\(letters)</string>")) == .value(.string(letters)))
    let rows = String(repeating: "<value><int>7</int></value>", count: 100_000)
    let answer = read(Wire.xml("<array><data>\(rows)</data></array>"))
    guard case .value(let value)? = answer else {
      Issue.record("not read")
      return
    }
    #expect(value.arrayValue?.count == 100_000)
  }

  @Test("comments, CDATA, attributes and empty elements are what they are everywhere")
  func shapes() {
    #expect(read(Wire.xml("<string>a<![CDATA[<b>&amp;]]><!-- c -->d</string>")) == .value("a<b>&amp;d"))
    #expect(read(Wire.xml("<array><data/></array>")) == .value([]))
    #expect(read(Wire.xml("<struct></struct>")) == .value([:]))
    #expect(read(Wire.xml("<string/>")) == .value(""))
    #expect(read(Wire.xml("<int a=\"1>2\">7</int>")) == .value(7))
    #expect(read(Wire.fault(2, "Nein <so> nicht & nie")) == .fault(code: 2, text: "Nein <so> nicht & nie"))
  }
}
