import Core
import Foundation

/// What an XML-RPC server answered: a value or a fault.
enum XMLRPCAnswer: Equatable {
  case value(JSON)
  case fault(code: Int, text: String)

  /// Nil where the bytes are no answer of XML-RPC.
  init?(_ bytes: [UInt8]) {
    guard let reader = try? XMLReader(bytes) else { return nil }
    var parser = XMLRPCParser(reader: reader)
    guard let answer = try? parser.answer() else { return nil }
    self = answer
  }
}

/// The grammar of an answer; as strict as the server is.
private struct XMLRPCParser {
  /// Arrays and structs inside one another, as in our JSON.
  private static let limit = 64

  var reader: XMLReader
  private var depth = 0

  init(reader: XMLReader) { self.reader = reader }

  mutating func answer() throws(XMLReader.Problem) -> XMLRPCAnswer {
    try open("methodResponse")
    let answer: XMLRPCAnswer
    switch try reader.tag() {
    case .open("params"):
      try open("param")
      answer = .value(try value())
      try close("param")
      try close("params")
    case .open("fault"):
      let fault = try value()
      guard let code = fault["faultCode"]?.intValue else { throw .malformed }
      answer = .fault(code: code, text: fault["faultString"]?.stringValue ?? "")
      try close("fault")
    default: throw .malformed
    }
    try close("methodResponse")
    guard try reader.isAtEnd() else { throw .malformed }
    return answer
  }

  private mutating func open(_ name: String) throws(XMLReader.Problem) {
    guard try reader.tag() == .open(name) else { throw .malformed }
  }

  private mutating func close(_ name: String) throws(XMLReader.Problem) {
    guard try reader.tag() == .close(name) else { throw .malformed }
  }

  private mutating func value() throws(XMLReader.Problem) -> JSON {
    switch try reader.tag() {
    case .empty("value"): return ""
    case .open("value"): return try content()
    default: throw .malformed
    }
  }

  /// What stands in an open `value`, its end included; text without a type is a string.
  private mutating func content() throws(XMLReader.Problem) -> JSON {
    let text = try reader.text()
    if reader.sees("</") {
      try close("value")
      return .string(text)
    }
    guard text.allSatisfy(\.isWhitespace) else { throw .malformed }
    let value: JSON
    switch try reader.tag() {
    case .open(let type): value = try typed(type)
    case .empty("nil"), .empty("ex:nil"): value = .null
    case .empty("string"), .empty("base64"): value = ""
    default: throw .malformed
    }
    try close("value")
    return value
  }

  private mutating func typed(_ type: String) throws(XMLReader.Problem) -> JSON {
    switch type {
    case "array": return try nested { reader throws(XMLReader.Problem) in try reader.array() }
    case "struct": return try nested { reader throws(XMLReader.Problem) in try reader.object() }
    default: break
    }
    let text = try reader.text()
    try close(type)
    switch type {
    case "string", "base64", "dateTime.iso8601": return .string(text)
    case "boolean" where text == "0" || text == "1": return .bool(text == "1")
    case "int", "i4", "i8", "i1", "i2", "biginteger":
      guard let number = Int(text) else { throw .malformed }
      return .int(number)
    case "double", "float", "bigdecimal":
      guard let number = Decimal(exactly: text) else { throw .malformed }
      return .number(number)
    default: throw .malformed
    }
  }

  private mutating func nested(_ body: (inout XMLRPCParser) throws(XMLReader.Problem) -> JSON)
    throws(XMLReader.Problem) -> JSON
  {
    guard depth < Self.limit else { throw .malformed }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func array() throws(XMLReader.Problem) -> JSON {
    var items: [JSON] = []
    switch try reader.tag() {
    case .empty("data"): break
    case .open("data"):
      while true {
        let tag = try reader.tag()
        if tag == .close("data") { break }
        guard tag == .open("value") || tag == .empty("value") else { throw .malformed }
        items.append(tag == .empty("value") ? "" : try content())
      }
    default: throw .malformed
    }
    try close("array")
    return .array(items)
  }

  private mutating func object() throws(XMLReader.Problem) -> JSON {
    var members: [(key: String, value: JSON)] = []
    while true {
      let tag = try reader.tag()
      if tag == .close("struct") { return .object(JSONObject(members)) }
      guard tag == .open("member") else { throw .malformed }
      try open("name")
      let name = try reader.text()
      try close("name")
      members.append((name, try value()))
      try close("member")
    }
  }
}
