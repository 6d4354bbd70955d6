import Foundation

/// The text of a piece of HTML as Odoo keeps terms and conditions in: tags gone, lines kept, entities resolved.
enum PlainText {
  static func of(html: String) -> String {
    guard html.contains("<") || html.contains("&") else { return html }
    var text = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      guard let end = rest[start...].firstIndex(of: ">") else {
        rest = rest[start...]
        break
      }
      text += breaks(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
    }
    return tidy(resolved(text + rest))
  }

  /// A line ends with a block, a row or a break.
  private static func breaks(_ tag: Substring) -> String {
    let isEnd = tag.first == "/"
    let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
    if name == "br" { return "\n" }
    if name == "li", !isEnd { return "\n- " }
    let blocks: Set = ["p", "div", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"]
    if blocks.contains(name) { return "\n" }
    return ["td", "th"].contains(name) && isEnd ? " " : ""
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "euro": "€", "ndash": "–",
    "mdash": "—", "auml": "ä", "ouml": "ö", "aring": "å", "Auml": "Ä", "Ouml": "Ö", "Aring": "Å",
  ]

  private static func resolved(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      let name = rest[rest.index(after: start)...].prefix(10).prefix { $0 != ";" }
      let after = rest.index(start, offsetBy: name.count + 1)
      guard after < rest.endIndex, rest[after] == ";", let found = entity(name) else {
        result += "&"
        rest = rest[rest.index(after: start)...]
        continue
      }
      result += found
      rest = rest[rest.index(after: after)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> String? {
    if let known = entities[String(name)] { return known }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let code = digits.first.map { "xX".contains($0) } == true ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap(Unicode.Scalar.init).map { String($0) }
  }

  /// No blanks around lines, no more than one empty line together.
  private static func tidy(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.trimmingCharacters(in: .whitespaces)
    }
    var kept: [String] = []
    for line in lines where !(line.isEmpty && (kept.last?.isEmpty ?? true)) { kept.append(line) }
    return kept.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
