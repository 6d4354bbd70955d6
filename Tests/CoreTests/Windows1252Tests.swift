import Testing

@testable import Core

@Suite("Windows-1252")
struct Windows1252Tests {
  @Test(
    "text of Western Europe stays as it is",
    arguments: ["Ääkköset öljy Åland", "“quotes” – dashes — … € 25,5 %", "Žižka š", "line\nbreak\ttab", ""]
  )
  func kept(_ text: String) {
    #expect(Windows1252.text(text) == text)
  }

  @Test(
    "what the characters lack is written with those there are",
    arguments: [
      ("a → b", "a -> b"), ("ﬁnal", "final"), ("Ŕ", "R"), ("Łódź", "Lódz"),
      ("5\u{202F}m²", "5 m²"), ("3 − 1 ≤ 2", "3 - 1 <= 2"), ("ООО Ромашка", "OOO Romaška"), ("Київ", "Kiív"),
      ("Αθήνα", "Athena"), ("😀!", "?!"), ("a\u{200B}b", "ab"),
      ("e\u{301}", "é"), ("Ḿ", "M"),
    ]
  )
  func written(_ text: String, _ result: String) {
    #expect(Windows1252.text(text) == result)
  }

  @Test("whatever goes in, only these characters come out, and a second pass changes nothing")
  func closed() {
    for value in stride(from: 1, through: 0x1FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(UInt32(value)), !(0x80...0x9F).contains(value), value >= 0x20 else { continue }
      let text = Windows1252.text("a" + String(scalar) + "b")
      let strange = text.unicodeScalars.filter { !Windows1252.contains($0) }
      #expect(strange.isEmpty, "U+\(String(value, radix: 16))")
      #expect(Windows1252.text(text) == text)
    }
  }
}
