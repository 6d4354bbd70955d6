import Core
import Foundation

/// The parts of a `multipart/form-data` body (RFC 7578).
struct Multipart: Sendable {
  struct Part: Sendable {
    let name: String
    let fileName: String?
    let contentType: String?
    let bytes: [UInt8]
  }

  let parts: [Part]

  /// Nil when the body is not what its Content-Type says.
  init?(_ call: Call) {
    let type = call.header(named: "content-type") ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data"), let boundary = Self.parameter("boundary", type) else {
      return nil
    }
    let body = Data(call.body)
    let line = Data("--\(boundary)".utf8)
    var places: [Range<Data.Index>] = []
    var start = body.startIndex
    while let found = body.range(of: line, in: start..<body.endIndex) {
      places.append(found)
      start = found.upperBound
    }
    guard places.count > 1, body[(places.last?.upperBound ?? body.endIndex)...].starts(with: Data("--".utf8)) else {
      return nil
    }
    var parts: [Part] = []
    for (place, next) in zip(places, places.dropFirst()) {
      // Each part stands between two line ends.
      guard let part = Part(body[place.upperBound..<next.lowerBound].dropFirst(2).dropLast(2)) else { return nil }
      parts.append(part)
    }
    self.parts = parts
  }

  subscript(name: String) -> Part? { parts.first { $0.name == name } }

  fileprivate static func parameter(_ name: String, _ header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard pair.count == 2, pair[0].lowercased() == name else { continue }
      return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
    return nil
  }
}

extension Multipart.Part {
  fileprivate init?(_ bytes: Data) {
    guard let gap = bytes.range(of: Data("\r\n\r\n".utf8)),
      let head = String(bytes: bytes[..<gap.lowerBound], encoding: .utf8)
    else { return nil }
    let lines = head.components(separatedBy: "\r\n").map { $0.split(separator: ":", maxSplits: 1) }
    let headers = Dictionary(
      lines.filter { $0.count == 2 }.map { ($0[0].lowercased(), $0[1].trimmingCharacters(in: .whitespaces)) },
      uniquingKeysWith: { $1 }
    )
    guard let disposition = headers["content-disposition"], disposition.lowercased().hasPrefix("form-data"),
      let name = Multipart.parameter("name", disposition)
    else { return nil }
    self.init(
      name: name,
      fileName: Multipart.parameter("filename", disposition),
      contentType: headers["content-type"]?.lowercased(),
      bytes: Array(bytes[gap.upperBound...])
    )
  }
}
