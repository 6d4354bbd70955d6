import Core
import Foundation

extension ProcountorControl {
  var looking: [Endpoint] {
    [
      Endpoint(.get, "/_sandbox/requests", .all) { _ in
        let counts = await gate.requests.sorted { $0.key < $1.key }
        return .json(200, .object(JSONObject(counts.map { (key: $0.key, value: .int($0.value)) })))
      },
      Endpoint(.get, "/_sandbox/arrivals", .all) { call in
        .json(
          200,
          .array(
            await arrivals.all(
              method: call.parameter("method"),
              endpoint: call.parameter("endpoint"),
              company: call.parameter("company"),
              after: max(0, Int(call.parameter("after") ?? "") ?? 0)
            )
          )
        )
      },
      Endpoint(.get, "/_sandbox/companies", .all) { _ in .json(200, .array(names.map(JSON.string))) },
      Endpoint(.get, "/_sandbox/access", .all) { _ in
        .json(
          200,
          [
            "suspended": .bool(await gate.settings.isSuspended), "excess": .int(await gate.excess),
            "tokens_given": .int(await gate.tokensGiven), "now": .string(ProcountorClock.text(clock.now)),
          ]
        )
      },
    ]
  }

  var turning: [Endpoint] {
    [
      Endpoint(.put, "/_sandbox/failures", .all) { call in await misbehave(call) },
      Endpoint(.put, "/_sandbox/settings", .all) { call in await change(call) },
      Endpoint(.post, "/_sandbox/revoke", .all) { call in await revoke(call) },
      Endpoint(.post, "/_sandbox/expire", .all) { _ in
        await gate.forgetTokens()
        return Answer(status: 204)
      },
      Endpoint(.post, "/_sandbox/clock", .all) { call in advance(call) },
      Endpoint(.post, "/_sandbox/reset", .all) { _ in await reset() },
    ]
  }

  /// `{"fail": "reply-lost:5%", "seed": 7}`; an empty text ends all misbehaviour.
  private func misbehave(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body), let text = body["fail"]?.stringValue else {
      return ProcountorErrors.answer(422, "The fail field is required.", field: "fail")
    }
    do throws(Failure) {
      await gate.misbehave(try Failures(parsing: text), seed: body["seed"]?.intValue.map { UInt64(abs($0)) })
      return Answer(status: 204)
    } catch {
      return ProcountorErrors.answer(422, error.message, field: "fail")
    }
  }

  private static let settings = Record([
    .optional(.text, "client_id", "client_secret"),
    .nullable(.text, "redirect_uri"),
    .optional(.texts, "keys"),
    .optional(.whole(1...86_400), "token_life"),
    .nullable(.whole(1...100_000), "limit_per_second", "suspend_after"),
    .optional(.flag, "suspended"),
  ])

  /// Changes what is named; never shows a secret. `keys` names the company of each API key.
  private func change(_ call: Call) async -> Answer {
    let body = (try? JSON(parsing: call.body)) ?? .null
    var complaints = Complaints()
    Self.settings.check(body, Place(), &complaints)
    let companies = body["keys"]?.objectValue?.members.compactMap(\.value.stringValue) ?? []
    if let unknown = companies.first(where: { !names.contains($0) }) {
      complaints.add(Place("keys"), "There is no company \(unknown).")
    }
    guard complaints.isEmpty else { return ProcountorRefusal(complaints).answer }
    await gate.change { settings in
      if let id = body["client_id"]?.stringValue { settings.clientID = id }
      if let secret = body["client_secret"]?.stringValue { settings.clientSecret = secret }
      if let uri = body["redirect_uri"] { settings.redirectURI = uri.stringValue }
      if let life = body["token_life"]?.wholeNumber { settings.tokenLife = TimeInterval(life) }
      if let limit = body["limit_per_second"] { settings.limitPerSecond = limit.wholeNumber }
      if let most = body["suspend_after"] { settings.suspendAfter = most.wholeNumber }
      if let suspended = body["suspended"]?.boolValue { settings.isSuspended = suspended }
      if let keys = body["keys"]?.objectValue?.members {
        settings.keys = Dictionary(keys.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { $1 })
      }
    }
    return Answer(status: 204)
  }

  /// The user has left the company or revoked the key: `{"key": "…"}`, or all keys of `?company=NAME`.
  private func revoke(_ call: Call) async -> Answer {
    let key = (try? JSON(parsing: call.body))?["key"]?.stringValue
    guard let name = call.parameter("company") ?? names.first else { return ProcountorErrors.answer(404, "Not Found") }
    await gate.change { settings in
      settings.keys = settings.keys.filter { entry in key.map { entry.key != $0 } ?? (entry.value != name) }
    }
    return Answer(status: 204)
  }

  /// `{"seconds": 3600}`
  private func advance(_ call: Call) -> Answer {
    guard let seconds = (try? JSON(parsing: call.body))?["seconds"]?.wholeNumber, seconds >= 0 else {
      return ProcountorErrors.answer(422, "The seconds field is required.", field: "seconds")
    }
    clock.advance(TimeInterval(seconds))
    return .json(200, ["now": .string(ProcountorClock.text(clock.now))])
  }

  /// Forgets documents, counts and arrivals of all companies; their set-up stays.
  private func reset() async -> Answer {
    for name in names {
      let answer = await books.answer(name) { books throws(ProcountorRefusal) in
        books.forgetAll()
        return Answer(status: 204)
      }
      guard answer.status == 204 else { return answer }
    }
    await arrivals.forgetAll()
    await gate.forgetRequests()
    return Answer(status: 204)
  }
}
