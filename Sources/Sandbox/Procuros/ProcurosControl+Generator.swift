import Core

extension ProcurosControl {
  private static let wish = Record([
    .required(.integer, "seed", "count"),
    .optional(.integer, "faulty"),
    .optional(.list(.choice(DocumentFault.allCases.map(\.rawValue))), "faults"),
    .optional(.date, "date"),
    .optional(.flag, "enqueue"),
    .optional(.text, "account"),
    .required(.record(IncomingWorld.shape), "world"),
  ])

  /// Makes up documents for a company and, unless `enqueue` is false, puts them into its queue.
  ///
  /// `{"seed": 7, "count": 1000, "faulty": 5, "world": {…}}` answers `{"documents": [{"type", "number", "order",
  /// "fault", "repeats", "procurosTransactionId"}]}` in the order of the queue; not enqueued ones show `document`.
  func generate(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Self.wish.check(body, Place(), &complaints)
    for (name, range) in [("count", 1...100_000), ("faulty", 0...100), ("seed", 0...Int.max)] {
      guard let number = body[name]?.wholeNumber, !range.contains(number) else { continue }
      complaints.add(Place(name), "The \(name) must be between \(range.lowerBound) and \(range.upperBound).")
    }
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    var generator = IncomingGenerator(IncomingWorld(body["world"] ?? .null), Self.wish(body))
    let documents = generator.all()
    guard body["enqueue"] != false else {
      let rows = documents.map { $0.json.putting($0.body, at: "document") }
      return .json(200, ["documents": .array(rows)])
    }
    return await enqueue(documents, body["account"]?.stringValue)
  }

  private static func wish(_ body: JSON) -> IncomingGenerator.Wish {
    let names = body["faults"]?.arrayValue?.compactMap(\.stringValue)
    return IncomingGenerator.Wish(
      seed: UInt64(body["seed"]?.wholeNumber ?? 0),
      count: body["count"]?.wholeNumber ?? 0,
      faulty: body["faulty"]?.wholeNumber ?? 0,
      faults: names?.compactMap(DocumentFault.init) ?? DocumentFault.allCases,
      day: body["date"]?.stringValue ?? "2025-03-10"
    )
  }

  /// A document that repeats another one is queued as a portal sends one again: under a new id, as no new version.
  private func enqueue(_ documents: [GeneratedDocument], _ account: String?) async -> Answer {
    let accounts = await network.settings.accounts
    return await ProcurosErrors.guarded { () throws(Failure) in
      var ids: [String] = []
      for document in documents {
        let content = document.body["content"] ?? .null
        guard let receiver = Self.receiver(document.type, content, accounts, named: account) else {
          return ProcurosErrors.invalid("account", "No account has the GLN of the world's company.")
        }
        let raw = document.body.bytes
        let original = document.repeats.map { ids[$0] }
        let id = try await network.queue(raw, document.type, content, to: receiver, repeating: original)
        ids.append(id)
      }
      let rows = zip(documents, ids).map { $0.json.putting(.string($1), at: "procurosTransactionId") }
      return .json(200, ["documents": .array(rows)])
    }
  }
}
