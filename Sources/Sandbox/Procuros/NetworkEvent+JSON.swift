import Core

extension NetworkEvent {
  var json: JSON {
    switch self {
    case .kept(let document): ["event": "kept", "document": document.stored]
    case .marked(let id, let mark): ["event": "marked", "id": .string(id), "mark": mark.json]
    case .resent(let id): ["event": "resent", "id": .string(id)]
    case .reported(let error): ["event": "reported", "error": error]
    case .cleared: ["event": "cleared"]
    }
  }

  init?(_ json: JSON) {
    switch json["event"]?.stringValue {
    case "kept":
      guard let document = json["document"].flatMap(ProcurosTransaction.init(stored:)) else { return nil }
      self = .kept(document)
    case "marked":
      guard let id = json["id"]?.stringValue, let mark = json["mark"].flatMap(ProcurosTransaction.Mark.init) else {
        return nil
      }
      self = .marked(id, mark)
    case "resent":
      guard let id = json["id"]?.stringValue else { return nil }
      self = .resent(id)
    case "reported":
      guard let error = json["error"] else { return nil }
      self = .reported(error)
    case "cleared":
      self = .cleared
    default:
      return nil
    }
  }
}

extension ProcurosTransaction.Mark {
  var json: JSON {
    .record([
      ("success", .bool(success)),
      ("errorReason", errorReason.map(JSON.string)),
      ("errorType", errorType.map(JSON.string)),
      ("errorContext", errorContext),
    ])
  }

  init?(_ json: JSON) {
    guard let success = json["success"]?.boolValue else { return nil }
    self.success = success
    errorReason = json["errorReason"]?.stringValue
    errorType = json["errorType"]?.stringValue
    errorContext = json["errorContext"]
  }
}

extension ProcurosTransaction {
  /// As the state file and the control surface hold it; the bytes are UTF-8, because they were JSON.
  var stored: JSON {
    .record([
      ("id", .string(id)),
      ("direction", .string(direction.rawValue)),
      ("sender", sender.map(JSON.string)),
      ("receiver", receiver.map(JSON.string)),
      ("type", .string(type)),
      ("number", number.map(JSON.string)),
      ("status", .string(status)),
      ("created_at", .string(createdAt)),
      ("replaces", replaces.map(JSON.string)),
      ("replaced_by", replacedBy.map(JSON.string)),
      ("resends", resends.map(JSON.string)),
      ("mark", mark?.json),
      ("raw", .string(String(decoding: raw, as: UTF8.self))),
    ])
  }

  init?(stored json: JSON) {
    guard let id = json["id"]?.stringValue, let type = json["type"]?.stringValue,
      let status = json["status"]?.stringValue, let createdAt = json["created_at"]?.stringValue,
      let raw = json["raw"]?.stringValue, let content = try? JSON(parsing: raw)["content"]
    else { return nil }
    self.init(
      id: id,
      sender: json["sender"]?.stringValue,
      receiver: json["receiver"]?.stringValue,
      type: type,
      number: json["number"]?.stringValue,
      status: status,
      createdAt: createdAt,
      replaces: json["replaces"]?.stringValue,
      replacedBy: json["replaced_by"]?.stringValue,
      resends: json["resends"]?.stringValue,
      raw: Array(raw.utf8),
      content: content,
      mark: json["mark"].flatMap(Mark.init)
    )
  }
}
