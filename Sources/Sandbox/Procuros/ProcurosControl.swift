import Core

/// The control surface under `/_sandbox`: what the network got, and what it shall do next. Not part of Procuros.
struct ProcurosControl: Sendable {
  let network: ProcurosNetwork
  let gate: Gate

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/_sandbox/transactions", .all) { _ in await transactions() },
      Endpoint(.get, "/_sandbox/transactions/{id}/raw", .all) { call in await raw(call) },
      Endpoint(.get, "/_sandbox/numbers", .all) { _ in .json(200, Self.counts(await network.countsByNumber)) },
      Endpoint(.get, "/_sandbox/duplicates", .all) { _ in
        .json(200, Self.counts(await network.duplicatesByNumber))
      },
      Endpoint(.get, "/_sandbox/requests", .all) { _ in .json(200, Self.counts(await gate.requests)) },
      Endpoint(.get, "/_sandbox/errors", .all) { _ in .json(200, .array(await network.reportedErrors)) },
      Endpoint(.post, "/_sandbox/incoming", .all) { call in await incoming(call) },
      Endpoint(.post, "/_sandbox/reset", .all) { _ in await reset() },
      Endpoint(.put, "/_sandbox/failures", .all) { call in await misbehave(call) },
      Endpoint(.put, "/_sandbox/settings", .all) { call in await change(call) },
    ]
  }

  private func transactions() async -> Answer {
    .json(200, .array(await network.transactions.map(\.stored)))
  }

  private func raw(_ call: Call) async -> Answer {
    guard let document = await network.transaction(call.parameters["id"] ?? "") else { return .error(404, "Not Found") }
    return Answer(
      status: 200,
      headers: [Answer.Header(name: "Content-Type", value: "application/json")],
      body: document.raw
    )
  }

  private static func counts(_ counts: [String: Int]) -> JSON {
    .object(JSONObject(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int($0.value)) }))
  }

  /// Puts a document into the queue, as if a trade partner had sent it; it must keep the contract too.
  private func incoming(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    let complaints = ProcurosContract.check(body)
    guard complaints.isEmpty, let type = body["type"]?.stringValue, let content = body["content"] else {
      return ProcurosErrors.invalid(complaints)
    }
    return await ProcurosErrors.guarded { () throws(Failure) in
      let id = try await network.keep(call.body, type: type, content: content, direction: .received, status: "PENDING")
      return .json(201, ["procurosTransactionId": JSON(id)])
    }
  }

  private func reset() async -> Answer {
    await ProcurosErrors.guarded { () throws(Failure) in
      try await network.forgetAll()
      await gate.forgetRequests()
      return Answer(status: 204)
    }
  }

  /// `{"fail": "reply-lost:5%", "seed": 7}`; an empty text ends all misbehaviour.
  private func misbehave(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body), let text = body["fail"]?.stringValue else {
      return ProcurosErrors.invalid("fail", "The fail field is required.")
    }
    do throws(Failure) {
      await gate.misbehave(try Failures(parsing: text), seed: body["seed"]?.intValue.map { UInt64(abs($0)) })
      return Answer(status: 204)
    } catch {
      return ProcurosErrors.invalid("fail", error.message)
    }
  }

  private static let settings = Record([
    .optional(.text, "token"),
    .optional(.flag, "token_expired", "keeps_inactive"),
    .nullable(.text, "read_only_token"),
    .nullable(.integer, "limit_per_minute"),
    .optional(.list(.text), "inactive", "unknown"),
  ])

  /// Changes what is named; never shows a token.
  private func change(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Self.settings.check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    await gate.change { settings in
      if let token = body["token"]?.stringValue { settings.token = token }
      if let expired = body["token_expired"]?.boolValue { settings.tokenIsExpired = expired }
      if let token = body["read_only_token"] { settings.readOnlyToken = token.stringValue }
      if let limit = body["limit_per_minute"] { settings.limitPerMinute = limit.wholeNumber }
    }
    await network.change { settings in
      if let keeps = body["keeps_inactive"]?.boolValue { settings.keepsInactive = keeps }
      if let glns = body["inactive"]?.arrayValue { settings.inactive = Set(glns.compactMap(\.stringValue)) }
      if let glns = body["unknown"]?.arrayValue { settings.unknown = Set(glns.compactMap(\.stringValue)) }
    }
    return Answer(status: 204)
  }
}
