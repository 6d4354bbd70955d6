import Core
import Host
import TestKit

/// Params of the methods to the sidecar: right, nearly right, wrong.
enum Params {
  /// Also some that are none. `service/backup` writes where it is told to, so it is left to its own tests.
  static let methods =
    Router.methods.keys.filter { $0 != "service/backup" }.sorted() + ["", "session/nothing", "odoo/read"]

  static func of(_ method: String, _ random: inout SeededRandom) -> JSON {
    if random.once(in: 12) { return .object(random.json(depth: 2).objectValue ?? JSONObject()) }
    let right = usual(method, &random)
    guard random.once(in: 3), case .object(var object) = right, let key = object.keys.randomElement(using: &random)
    else { return right }
    object[key] = random.once(in: 3) ? nil : random.json(depth: 2)
    return .object(object)
  }

  private static func usual(_ method: String, _ random: inout SeededRandom) -> JSON {
    switch method {
    case "session/hello": validHello(&random)
    case "connection/save": save(&random)
    case "connection/test", "connection/remove": ["key": key(&random)]
    case "connector/describe": ["connector": "procuros"]
    case "flow/run", "flow/preview": run(&random)
    case "database/adopt": ["id": .int(random.pick(0...5))]
    case "entry/elsewhere": elsewhere(&random)
    case "entry/ignore": entries(&random, [("reason", .string(random.text()))])
    case "entry/resolve":
      [
        "entry": .int(random.pick(0...60)), "sent": .bool(random.once(in: 2)), "external_id": "tx-9",
        "number": .string(random.text()), "reason": "seen at the partner",
      ]
    case "entry/retry", "entry/settled": entries(&random, [])
    case "entry/show": ["entry": .int(random.pick(0...60))]
    case "entry/list", "log/list":
      ["limit": .int(random.int()), "after": .int(random.int()), "cause": .string(random.text())]
    case "log/show": ["log": .int(random.pick(0...600))]
    case "mirror/since": since(&random)
    default: [:]
    }
  }

  private static func since(_ random: inout SeededRandom) -> JSON {
    let cursor = random.oneOf("0.0", "3.9", "", "-1", "\(Int.max).\(Int.max)", random.text())
    return ["after": .string(cursor), "epoch": .string(random.text()), "limit": .int(random.int())]
  }

  static func hello(_ random: inout SeededRandom, _ door: SessionScript.Door) -> JSON {
    if random.once(in: 6) { return of("session/hello", &random) }
    return door == .operators && random.once(in: 2) ? ["protocol": ["min": 1, "max": 1]] : validHello(&random)
  }

  static func validHello(_ random: inout SeededRandom) -> JSON {
    let number = random.pick(1...3)
    return [
      "protocol": ["min": 1, "max": 1], "client": ["name": "fuzz", "version": "1"],
      "database": [
        "uuid": .string("uuid \(number % 2)"), "name": .string("db \(number)"), "oid": .int(number),
        "system_identifier": "7301", "neutralized": .bool(random.once(in: 9)),
      ],
      "odoo": ["series": "18.0", "registry": .string("\(random.pick(1...3))")],
      "user": ["id": 2, "login": "anna"], "companies": [1],
      "connections": .array(
        (0..<random.pick(0...3)).map { _ in ["key": key(&random), "revision": .int(random.pick(0...9))] }
      ),
    ]
  }

  private static func key(_ random: inout SeededRandom) -> JSON { .string("key \(random.pick(1...3))") }

  private static func save(_ random: inout SeededRandom) -> JSON {
    let settings: JSON = [
      "external_identifier": "4260123450014", "url": "https://procuros.example",
      "ship_to_without_gln": .string(random.oneOf("issue", "omit", random.text())),
    ]
    return [
      "connection": [
        "key": key(&random), "connector": random.once(in: 9) ? "nobody" : "procuros", "name": .string(random.text()),
        "company_id": .int(random.pick(1...2)), "environment": "test",
        "state": random.once(in: 6) ? "draft" : "validated", "send_from": random.once(in: 3) ? "2030-01-01" : .null,
        "settings": random.once(in: 6) ? random.json() : settings,
      ],
      "secrets": random.once(in: 6) ? random.json(depth: 2) : ["api_token": .string(random.oneOf("token-1", ""))],
      "revision": .int(random.pick(0...9)),
    ]
  }

  private static func run(_ random: inout SeededRandom) -> JSON {
    let ids = (0..<random.pick(0...5)).map { _ in random.once(in: 20) ? random.int() : random.pick(1...30) }
    var members: [(String, JSON?)] = [
      ("flow", random.once(in: 20) ? .string(random.text()) : "procuros.order.send"), ("connection", key(&random)),
      ("ids", .array(ids.map(JSON.int))), ("company_id", .int(random.pick(1...2))),
    ]
    // Longer ones are kept as promised, which is longer than a case may take.
    members.append(("deadline_ms", .int(random.once(in: 6) ? min(random.int(), 300) : random.pick(0...300))))
    members.append(("origin", .string(random.oneOf("click", "tick", random.text()))))
    if random.once(in: 2) { members.append(("correlation_id", .string(random.text()))) }
    if random.once(in: 6) { members.append(("hashes", ["1": .string(random.text()), "x": 1])) }
    if random.once(in: 6) { members.append(("unit", .string(random.oneOf("probe:1", "settle:1", random.text())))) }
    if random.once(in: 2) { members.append(("confirmed", true)) }
    return .record(members)
  }

  private static func elsewhere(_ random: inout SeededRandom) -> JSON {
    [
      "flow": "procuros.order.send", "connection": key(&random), "company_id": 1, "model": "purchase.order",
      "record": .int(random.once(in: 20) ? random.int() : random.pick(1...30)), "record_name": .string(random.text()),
      "number": .string(random.text()), "reason": "sent by fax",
    ]
  }

  private static func entries(_ random: inout SeededRandom, _ more: [(String, JSON)]) -> JSON {
    let ids: JSON = .array((0..<random.pick(0...4)).map { _ in .int(random.pick(0...60)) })
    let choice: (String, JSON) = random.once(in: 5) ? ("cause", .string(random.text())) : ("entries", ids)
    return .record([choice] + more)
  }
}
