import Core
import Foundation

extension ProcurifyControl {
  var looking: [Endpoint] {
    [
      Endpoint(.get, "/_sandbox/requests", .all) { _ in
        let counts = await gate.requests.sorted { $0.key < $1.key }
        return .json(200, .object(JSONObject(counts.map { (key: $0.key, value: .int($0.value)) })))
      },
      Endpoint(.get, "/_sandbox/writes", .all) { _ in .json(200, .array(await gate.writes)) },
      Endpoint(.get, "/_sandbox/arrivals", .all) { call in
        let after = max(0, Int(call.parameter("after") ?? "") ?? 0)
        let endpoint = call.parameter("endpoint")
        return .json(200, .array(await arrivals.all(endpoint: endpoint, after: after)))
      },
      Endpoint(.get, "/_sandbox/access", .all) { _ in
        .json(
          200,
          [
            "tokens_given": .int(await gate.tokensGiven), "excess": .int(await gate.excess),
            "now": .string(ProcurifyClock.text(clock.now)),
          ]
        )
      },
      Endpoint(.get, "/_sandbox/settings", .all) { _ in .json(200, await books.settings.json) },
      Endpoint(.get, "/_sandbox/hooks", .all) { _ in .json(200, .array(await hooks.deeds)) },
    ]
  }

  var turning: [Endpoint] {
    [
      Endpoint(.put, "/_sandbox/failures", .all) { call in await misbehave(call) },
      Endpoint(.put, "/_sandbox/settings", .all) { call in await change(call) },
      Endpoint(.post, "/_sandbox/expire", .all) { _ in
        await gate.forgetTokens()
        return Answer(status: 204)
      },
      Endpoint(.post, "/_sandbox/clock", .all) { call in turnClock(call) },
      Endpoint(.post, "/_sandbox/hooks", .all) { call in await addHook(call) },
      Endpoint(.delete, "/_sandbox/hooks", .all) { _ in
        await hooks.forgetAll()
        return Answer(status: 204)
      },
      Endpoint(.post, "/_sandbox/reset", .all) { call in await reset(call) },
    ]
  }

  private static func refusal(_ field: String, _ text: String) -> Answer {
    .json(422, [field: [.string(text)]])
  }

  /// `{"fail": "429:5%", "seed": 7, "list": "bills"}`; an empty text ends it.
  private func misbehave(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body), let text = body["fail"]?.stringValue else {
      return Self.refusal("fail", "The fail field is required.")
    }
    let list = body["list"]?.stringValue ?? ""
    guard list.isEmpty || list == "token" || ProcurifyAPI.routes.contains(where: { $0.list == list }) else {
      return Self.refusal("list", "There is no list \(list).")
    }
    do throws(Failure) {
      let seed = body["seed"]?.intValue.map { UInt64(abs($0)) }
      await gate.misbehave(try Failures(parsing: text), list: list, seed: seed)
      return Answer(status: 204)
    } catch {
      return Self.refusal("fail", error.message)
    }
  }

  private static let list = Record([
    .nullable(.flag, "top_level"), .nullable(.text, "next_origin", "next_path"),
    .nullable(.whole(1...1_000_000), "loop"),
    .nullable(.whole(1...100_000), "default_page_size", "max_page_size"), .nullable(.record(tooLarge), "too_large"),
    .nullable(.anything, "repeat_page"),
  ])
  private static let tooLarge = Record([
    .required(.whole(1...100_000), "above"), .nullable(.whole(400...599), "answer"),
  ])
  private static let settings = Record([
    .optional(.text, "client_id", "client_secret", "domain", "email", "company", "time_zone"),
    .optional(.whole(1...604_800), "token_life"), .optional(.flag, "user_active", "wrong_subdomain"),
    .optional(.flag, "old_payments", "new_payments"),
    .optional(.choice(["plain", "fraction", "offset", "naive"]), "times"),
    .nullable(.whole(1...100_000), "limit_per_second", "retry_after"),
    .optional(.whole(1...100_000), "default_page_size", "max_page_size"), .nullable(.record(tooLarge), "too_large"),
    .optional(.anything, "permissions", "lists"),
  ])

  /// Changes what is named, in objects member by member; the client's own two never come back.
  private func change(_ call: Call) async -> Answer {
    let body = (try? JSON(parsing: call.body)) ?? .null
    var complaints = Complaints()
    Self.settings.check(body, Place(), &complaints)
    for (list, change) in body["lists"]?.objectValue?.members ?? [] {
      Self.list.check(change, Place("lists")[list], &complaints)
    }
    let lists = Set(ProcurifyAPI.routes.map(\.list) + ["*"])
    for place in ["lists", "permissions"] {
      for name in body[place]?.objectValue?.keys ?? [] where !lists.contains(name) {
        complaints.add(Place(place)[name], "There is no list \(name).")
      }
    }
    if let zone = body["time_zone"]?.stringValue, TimeZone(identifier: zone) == nil {
      complaints.add(Place("time_zone"), "There is no time zone \(zone).")
    }
    guard complaints.isEmpty else { return ProcurifyRefusal(422, complaints).answer }
    await gate.change { settings in
      if let id = body["client_id"]?.stringValue { settings.clientID = id }
      if let secret = body["client_secret"]?.stringValue { settings.clientSecret = secret }
    }
    let rest = body.putting(.none, at: "client_id").putting(.none, at: "client_secret")
    return await books.write { tenant throws(ProcurifyRefusal) in
      tenant.change(rest)
      return Answer(status: 204)
    }
  }

  /// `{"seconds": 3600}` puts it forward, `{"now": "2026-03-02T09:30:00Z"}` sets it.
  private func turnClock(_ call: Call) -> Answer {
    let body = (try? JSON(parsing: call.body)) ?? .null
    if let seconds = body["seconds"]?.wholeNumber, seconds >= 0 {
      clock.advance(TimeInterval(seconds))
    } else if let moment = body["now"]?.stringValue.flatMap(ProcurifyClock.moment) {
      clock.set(moment)
    } else {
      return Self.refusal("seconds", "Say either seconds or now.")
    }
    return .json(200, ["now": .string(ProcurifyClock.text(clock.now))])
  }

  private static let hook = Record([
    .required(.text, "list"), .nullable(.whole(1...1_000_000), "page"), .optional(.whole(1...1_000_000), "times"),
    .required(.some(.record(deed)), "do"),
  ])
  private static let deed = Record([
    .required(.choice(["POST", "PUT", "DELETE"]), "method"), .required(.text, "path"), .optional(.anything, "body"),
  ])

  private func addHook(_ call: Call) async -> Answer {
    let body = (try? JSON(parsing: call.body)) ?? .null
    var complaints = Complaints()
    Self.hook.check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurifyRefusal(422, complaints).answer }
    await hooks.add(body)
    return Answer(status: 204)
  }

  /// Forgets records, counts, arrivals and hooks; with `{"only": "counts"}` the records stay.
  private func reset(_ call: Call) async -> Answer {
    await arrivals.forgetAll()
    await gate.forgetRequests()
    if (try? JSON(parsing: call.body))?["only"] == "counts" { return Answer(status: 204) }
    await hooks.forgetAll()
    return await books.write { tenant throws(ProcurifyRefusal) in
      tenant.forgetAll()
      FirstRecords.put(&tenant)
      return Answer(status: 204)
    }
  }
}
