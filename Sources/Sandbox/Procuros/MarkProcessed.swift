import Core

/// `PUT /v2/transactions/{id}` and `POST /v2/transactions/bulk/mark-processed`.
struct MarkProcessed: Sendable {
  let network: ProcurosNetwork

  private static let mark = Record([
    .required(.flag, "success"),
    .optional(.text, "errorReason"),
    .optional(.choice(["DATA", "INTERNAL"]), "errorType"),
    .optional(.texts, "errorContext"),
  ])
  private static let item = mark.with(.required(.text(.uuid), "procurosTransactionId"))
  private static let bulk = Record([.required(.some(.record(item)), "items")])

  func one(_ call: Call) async -> Answer {
    guard let id = call.parameters["id"], let body = try? JSON(parsing: call.body) else {
      return .error(400, "The request body is not JSON.")
    }
    var complaints = Complaints()
    Self.mark.check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return await ProcurosErrors.guarded { () throws(Failure) in
      guard let told = try await tell(id, body, call.holder) else { return .error(404, "Not Found") }
      return .json(200, ["data": told])
    }
  }

  /// All or nothing: one unknown id refuses the whole list.
  func many(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Self.bulk.check(body, Place(), &complaints)
    let items = body["items"]?.arrayValue ?? []
    if items.count > 1000 { complaints.add(Place("items"), "The items may not have more than 1000 items.") }
    let known = Set(await network.transactions.filter { $0.receiver == call.holder }.map(\.id))
    for (index, item) in items.enumerated() where !known.contains(item["procurosTransactionId"]?.stringValue ?? "") {
      complaints.add(Place("items")[index]["procurosTransactionId"], "The selected id is invalid.")
    }
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return await ProcurosErrors.guarded { () throws(Failure) in
      var told: [JSON] = []
      for item in items {
        let id = item["procurosTransactionId"]?.stringValue ?? ""
        guard let answer = try await tell(id, item, call.holder), let members = answer.objectValue?.members else {
          continue
        }
        told.append(.object(JSONObject([(key: "procurosTransactionId", value: .string(id))] + members)))
      }
      return .json(200, ["data": .array(told)])
    }
  }

  private func tell(_ id: String, _ body: JSON, _ account: String) async throws(Failure) -> JSON? {
    guard let mark = ProcurosTransaction.Mark(body), try await network.mark(id, mark, by: account) else { return nil }
    let url = "https://portal.procuros.io/sandbox/transactions/\(id)/errors"
    return .record([("message", "OK."), ("errorUrl", mark.success ? nil : .string(url))])
  }
}
