import Core

/// The control surface under `/_sandbox`: what the network got, and what it shall do next. Not part of Procuros.
///
/// `contrib/simulators.md` describes it for whoever runs the simulator.
struct ProcurosControl: Sendable {
  let network: ProcurosNetwork
  let gate: Gate

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/_sandbox/transactions", .all) { _ in await transactions() },
      Endpoint(.get, "/_sandbox/transactions/{id}/raw", .all) { call in await raw(call) },
      Endpoint(.post, "/_sandbox/transactions/{id}/resend", .all) { call in await resend(call) },
      Endpoint(.get, "/_sandbox/numbers", .all) { _ in .json(200, Self.counts(await network.countsByNumber)) },
      Endpoint(.get, "/_sandbox/duplicates", .all) { _ in
        .json(200, Self.counts(await network.duplicatesByNumber))
      },
      Endpoint(.get, "/_sandbox/requests", .all) { _ in .json(200, Self.counts(await gate.requests)) },
      Endpoint(.get, "/_sandbox/errors", .all) { _ in .json(200, .array(await network.reportedErrors)) },
      Endpoint(.post, "/_sandbox/incoming", .all) { call in await incoming(call) },
      Endpoint(.get, "/_sandbox/library", .all) { _ in await library() },
      Endpoint(.get, "/_sandbox/library/{name}", .all) { call in await show(call) },
      Endpoint(.post, "/_sandbox/library/{name}", .all) { call in await enqueue(call) },
      Endpoint(.post, "/_sandbox/generate", .all) { call in await generate(call) },
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
}
