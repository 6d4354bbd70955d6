import Core
import JSONRPC
import Mapping
import ProcurosConnector
import TestKit

/// What a peer that plays Odoo answers to reverse calls.
enum OdooAnswers {
  /// Model → its fields, as far as the order's mapping walks.
  private static let models: [String: JSON] = {
    var models: [String: JSON] = [:]
    func learn(_ tree: JSON, _ path: [String]) {
      let model = OrderMapping.table.model(at: path)
      var fields = models[model]?.objectValue ?? JSONObject([("create_date", ["type": "datetime", "relation": nil])])
      for (name, below) in tree.objectValue?.members ?? [] {
        let isRelation = below.objectValue != nil
        let relation: JSON = isRelation ? .string(OrderMapping.table.model(at: path + [name])) : .null
        fields[name] = ["type": isRelation ? "many2one" : "char", "relation": relation]
      }
      models[model] = .object(fields)
      for (name, below) in tree.objectValue?.members ?? [] where below.objectValue != nil {
        learn(below, path + [name])
      }
    }
    learn(OrderMapping.table.odooFields, [])
    learn(["state": nil, "partner_id": ["procuros_require_order_response": nil]], [])
    return models
  }()

  static func good(_ method: String, _ params: JSON, _ random: inout SeededRandom) -> JSON {
    switch method {
    case "odoo/fields":
      let asked = (params["models"]?.arrayValue ?? []).compactMap(\.stringValue)
      return ["models": .record(asked.map { ($0, models[$0] ?? .null) })]
    case "odoo/read":
      let documents = RandomDocument(&random)
      let ids = (params["ids"]?.arrayValue ?? []).compactMap(\.intValue)
      let missing = ids.filter { _ in random.once(in: 15) }
      let tree = params["fields"] ?? .null
      let records = ids.filter { !missing.contains($0) }.map { documents.record(tree, id: $0, &random) }
      return [
        "records": .array(records), "missing": .array(missing.map(JSON.int)), "uncommitted": [], "next": nil,
      ]
    case "odoo/call": return ["result": ["changed": .bool(random.once(in: 2))]]
    default: return ["ids": []]
    }
  }

  /// Lines that should not come: results of another shape, errors, somebody else's ids, halves.
  static func bad(_ id: RequestID, _ method: String, _ params: JSON, _ random: inout SeededRandom) -> [UInt8] {
    let right = Message.result(id: id, good(method, params, &random)).line
    let codes = ["odoo.access", "odoo.user", "odoo.missing", "odoo.refused", "odoo.invalid", "odoo.internal", "x"]
    switch random.pick(1...8) {
    case 1: return Message.result(id: id, random.json()).line
    case 2:
      let error = RPCError.wire(random.int(), random.oneOf(codes, or: "x"), random.text())
      return Message.error(id: id, error).line
    case 3: return Message.error(id: id, RPCError(code: 0, message: "", data: random.json())).line
    case 4: return Message.result(id: .number(random.int()), .null).line + right
    case 5: return right + right
    case 6: return random.mutated(right).filter { $0 != 0x0A } + [0x0A] + right
    case 7:
      let records: JSON = [random.json(), ["id": .int(random.int())]]
      return Message.result(id: id, ["records": records, "next": .int(random.int())]).line
    default: return right
    }
  }
}
