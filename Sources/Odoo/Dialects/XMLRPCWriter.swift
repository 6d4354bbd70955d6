import Core

/// Writes a call of XML-RPC.
///
/// Numbers beyond 32 bits leave as `i8` and nothing as `nil`, both of which Python reads. Characters that XML cannot hold
/// are left out, as Odoo does with its own.
enum XMLRPCWriter {
  static func request(_ method: String, _ arguments: [JSON]) -> [UInt8] {
    var out = Array("<?xml version=\"1.0\"?>\n<methodCall><methodName>".utf8)
    write(text: method, to: &out)
    out.append(contentsOf: "</methodName><params>".utf8)
    for argument in arguments {
      out.append(contentsOf: "<param>".utf8)
      write(argument, to: &out)
      out.append(contentsOf: "</param>".utf8)
    }
    out.append(contentsOf: "</params></methodCall>".utf8)
    return out
  }

  private static func write(_ value: JSON, to out: inout [UInt8]) {
    out.append(contentsOf: "<value>".utf8)
    switch value {
    case .null: out.append(contentsOf: "<nil/>".utf8)
    case .bool(let flag): out.append(contentsOf: "<boolean>\(flag ? 1 : 0)</boolean>".utf8)
    case .int(let number):
      let type = Int32(exactly: number) == nil ? "i8" : "int"
      out.append(contentsOf: "<\(type)>\(number)</\(type)>".utf8)
    case .decimal(let number): out.append(contentsOf: "<double>\(number)</double>".utf8)
    case .string(let text):
      out.append(contentsOf: "<string>".utf8)
      write(text: text, to: &out)
      out.append(contentsOf: "</string>".utf8)
    case .array(let items):
      out.append(contentsOf: "<array><data>".utf8)
      for item in items { write(item, to: &out) }
      out.append(contentsOf: "</data></array>".utf8)
    case .object(let object): write(object, to: &out)
    }
    out.append(contentsOf: "</value>".utf8)
  }

  private static func write(_ object: JSONObject, to out: inout [UInt8]) {
    out.append(contentsOf: "<struct>".utf8)
    for member in object.members {
      out.append(contentsOf: "<member><name>".utf8)
      write(text: member.key, to: &out)
      out.append(contentsOf: "</name>".utf8)
      write(member.value, to: &out)
      out.append(contentsOf: "</member>".utf8)
    }
    out.append(contentsOf: "</struct>".utf8)
  }

  private static func write(text: String, to out: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".utf8)
      case "<": out.append(contentsOf: "&lt;".utf8)
      case ">": out.append(contentsOf: "&gt;".utf8)
      // Written plainly it would come out as a line feed.
      case "\r": out.append(contentsOf: "&#13;".utf8)
      case "\t", "\n": out.append(UInt8(scalar.value))
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: out.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
  }
}
