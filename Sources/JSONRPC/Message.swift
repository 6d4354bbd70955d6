package import Core

/// The id of a request, chosen by its sender; the ids of the two directions are unrelated.
package enum RequestID: Sendable, Hashable {
  case number(Int)
  case text(String)

  package init?(_ json: JSON?) {
    switch json {
    case .int(let number): self = .number(number)
    case .string(let text): self = .text(text)
    default: return nil
    }
  }

  package var json: JSON {
    switch self {
    case .number(let number): .int(number)
    case .text(let text): .string(text)
    }
  }
}

/// The error member of a JSON-RPC answer; `data` as `protocol/specification.md` section 3 has it.
package struct RPCError: Error, Sendable, Equatable {
  package var code: Int
  package var message: String
  package var data: JSON?

  package init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// Our stable code, for example `session.busy`.
  package var dataCode: String? { data?["code"]?.stringValue }
}

/// One line of the wire, understood.
package enum Message: Sendable, Equatable {
  case request(id: RequestID, method: String, params: JSON)
  case notification(method: String, params: JSON)
  case result(id: RequestID, JSON)
  case error(id: RequestID?, RPCError)
}

/// A line that is no message of ours, with the id of the request where it could be made out.
package struct MalformedMessage: Error, Equatable {
  package let id: RequestID?
  package let error: RPCError
  /// True for what was meant as an answer: its id is then one of ours.
  package var isAnswer = false
}

extension Message {
  /// How many arrays and objects may stand inside one another.
  package static let depth = 64

  /// Reads one line without its newline.
  package init(line: [UInt8]) throws(MalformedMessage) {
    guard !line.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw MalformedMessage(id: Self.recoveredID(line), error: .encoding, isAnswer: Self.looksLikeAnswer(line))
    }
    let json: JSON
    do throws(JSONSyntaxError) {
      json = try JSON(parsing: line, depth: Self.depth)
    } catch {
      throw MalformedMessage(id: Self.recoveredID(line), error: .malformed(error), isAnswer: Self.looksLikeAnswer(line))
    }
    try self.init(json)
  }

  private init(_ json: JSON) throws(MalformedMessage) {
    guard case .object(let object) = json else {
      throw MalformedMessage(id: nil, error: json.arrayValue == nil ? .notAnObject : .batch)
    }
    let id = RequestID(object["id"])
    let isAnswer = object["method"] == nil && (object["result"] != nil || object["error"] != nil)
    guard object["jsonrpc"] == "2.0" else { throw MalformedMessage(id: id, error: .version, isAnswer: isAnswer) }
    if let method = object["method"] {
      try self.init(method: method, id: id, object)
    } else if let result = object["result"], let id {
      self = .result(id: id, result)
    } else if let error = object["error"] {
      self = .error(id: id, RPCError(error))
    } else {
      let error = RPCError.invalidRequest("The message has neither method, result nor error.")
      throw MalformedMessage(id: id, error: error, isAnswer: isAnswer)
    }
  }

  private init(method: JSON, id: RequestID?, _ object: JSONObject) throws(MalformedMessage) {
    guard let name = method.stringValue else {
      throw MalformedMessage(id: id, error: .invalidRequest("The method must be a text."))
    }
    let params = object["params"] ?? .object(JSONObject())
    guard case .object = params else {
      throw MalformedMessage(id: id, error: .invalidRequest("The params of \(name) must be an object."))
    }
    if let id {
      self = .request(id: id, method: name, params: params)
    } else if object["id"] == nil {
      self = .notification(method: name, params: params)
    } else {
      throw MalformedMessage(id: nil, error: .invalidRequest("The id of a request must be a text or an integer."))
    }
  }

  /// The line with its newline.
  package var line: [UInt8] {
    var members: [(String, JSON?)] = [("jsonrpc", "2.0")]
    switch self {
    case .request(let id, let method, let params):
      members += [("id", id.json), ("method", .string(method)), ("params", params)]
    case .notification(let method, let params):
      members += [("method", .string(method)), ("params", params)]
    case .result(let id, let result):
      members += [("id", id.json), ("result", result)]
    case .error(let id, let error):
      members += [("id", id?.json ?? .null), ("error", error.json)]
    }
    var out = JSON.record(members).bytes
    out.append(UInt8(ascii: "\n"))
    return out
  }

  /// Whether a broken line says `"result"` or `"error"` before it says `"method"`, within its first kilobyte.
  private static func looksLikeAnswer(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line.prefix(1024), as: UTF8.self)
    return text.firstMatch(of: /"(method|result|error)"\s*:/).map { $0.output.1 != "method" } ?? false
  }

  /// The id of a broken line: the first `"id": 7` or `"id": "a"` within its first kilobyte.
  static func recoveredID(_ line: [UInt8]) -> RequestID? {
    let text = String(decoding: line.prefix(1024), as: UTF8.self)
    guard let match = text.firstMatch(of: /"id"\s*:\s*(?:(-?[0-9]{1,18})|"([^"\\]{0,64})")/) else { return nil }
    if let number = match.output.1.flatMap({ Int($0) }) { return .number(number) }
    return match.output.2.map { .text(String($0)) }
  }
}

extension RPCError {
  init(_ json: JSON) {
    let words = json["message"]?.stringValue ?? ""
    self.init(
      code: json["code"]?.intValue ?? -32603,
      message: words.isEmpty ? "The other side reported an error without words." : words,
      data: json["data"]
    )
  }

  var json: JSON { .record([("code", .int(code)), ("message", .string(message)), ("data", data)]) }

  /// An error of the wire itself: kind `protocol`.
  package static func wire(_ number: Int, _ code: String, _ message: String, hint: String? = nil) -> RPCError {
    RPCError(
      code: number,
      message: message,
      data: .record([
        ("kind", "protocol"), ("code", .string(code)), ("issues", []), ("hint", JSON(hint)),
      ])
    )
  }

  static func malformed(_ error: JSONSyntaxError) -> RPCError {
    switch error.reason {
    case .encoding: encoding
    case .depth: wire(-32700, "protocol.depth", "The line nests more than \(Message.depth) arrays and objects.")
    case .syntax: wire(-32700, "protocol.syntax", "The line is not JSON; it goes wrong at byte \(error.offset).")
    }
  }

  static let encoding = wire(-32700, "protocol.encoding", "The line is not valid UTF-8 without a byte order mark.")
  static let batch = wire(-32600, "protocol.batch", "Batches are not taken; send one message a line.")
  static let notAnObject = wire(-32600, "protocol.invalid_request", "A message is a JSON object.")
  static let version = wire(-32600, "protocol.invalid_request", "The member jsonrpc must be \"2.0\".")
  static let tooLong = wire(
    -32600,
    "protocol.line_too_long",
    "The line is longer than \(LineFramer.limit) bytes and was skipped.",
    hint: "Ask for fewer records at once."
  )

  static func invalidRequest(_ message: String) -> RPCError { wire(-32600, "protocol.invalid_request", message) }
}
