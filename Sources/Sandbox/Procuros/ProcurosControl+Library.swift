import Core

extension ProcurosControl {
  /// What the library holds: name, one sentence, type and the values that can be given.
  func library() async -> Answer {
    await ProcurosErrors.guarded { () throws(Failure) in
      var rows: [JSON] = []
      for document in try LibraryDocument.all() {
        let type = try document.filled(JSONObject())["type"]
        rows.append(
          .record([
            ("name", .string(document.name)), ("about", .string(document.about)), ("type", type),
            ("values", .object(document.values)),
          ])
        )
      }
      return .json(200, .array(rows))
    }
  }

  /// The document with the values behind the question mark, all of them texts.
  func show(_ call: Call) async -> Answer {
    let values = JSONObject(call.query.map { (key: $0.name, value: JSON.string($0.value)) })
    return await withDocument(call, values) { .json(200, $0) }
  }

  /// Puts a document of the library into a queue: `{"values": {"order": "P00042"}}`; every placeholder has a value
  /// already. It need not keep the contract. `?account=NAME` names the queue.
  func enqueue(_ call: Call) async -> Answer {
    let body = call.body.isEmpty ? ["values": [:]] : (try? JSON(parsing: call.body)) ?? .null
    guard let values = body["values"]?.objectValue else {
      return ProcurosErrors.invalid("values", "The values field is required.")
    }
    return await withDocument(call, values) { await queue($0, $0.bytes, named: call.parameter("account")) }
  }

  private func withDocument(_ call: Call, _ values: JSONObject, _ answer: (JSON) async -> Answer) async -> Answer {
    let name = call.parameters["name"] ?? ""
    do throws(Failure) {
      guard let document = try LibraryDocument.all().first(where: { $0.name == name }) else {
        return .error(404, "Not Found")
      }
      return await answer(try document.filled(values))
    } catch {
      return ProcurosErrors.invalid("values", error.message)
    }
  }
}
