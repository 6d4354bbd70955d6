import Core

/// The closed list of what the sidecar may ask of Odoo, on the rows of one transaction.
struct ReverseCalls {
  var records: OdooRecords
  /// Companies the user may enter.
  let companies: Set<Int>
  /// True when the transaction had written nothing before the sidecar was asked: then only the documents themselves are
  /// asked whether they are committed, because related rows were written by reverse calls of this very click.
  var isClean: Bool

  mutating func serve(_ method: String, _ params: JSON) throws(ServedError) -> JSON {
    if let company = params["company_id"]?.intValue, !companies.contains(company) {
      throw .access("The user has no access to company \(company).")
    }
    switch method {
    case "odoo/fields": return try fields(params)
    case "odoo/read": return try read(params)
    case "odoo/search_read": return try searchRead(params)
    case "odoo/create": return try create(params)
    case "odoo/write": return try write(params)
    case "odoo/call": return try call(params)
    default: throw .refused("Odoo does not serve \(method).")
    }
  }

  // MARK: Reading

  private func fields(_ params: JSON) throws(ServedError) -> JSON {
    guard let names = params["models"]?.arrayValue else { throw .invalid("models must be an array.") }
    let models = names.compactMap(\.stringValue).map { name in
      (key: name, value: records.schema.models[name].map(Self.describe) ?? .null)
    }
    return ["models": .object(JSONObject(models))]
  }

  private static func describe(_ model: OdooModel) -> JSON {
    let fields = model.fields.values.sorted { $0.name < $1.name }
    return .object(JSONObject(fields.map { (key: $0.name, value: $0.described) }))
  }

  private func read(_ params: JSON) throws(ServedError) -> JSON {
    let model = try model(params)
    let ids = try ids(params)
    let found = ids.filter { records.row(model.name, $0) != nil }
    let page = try tree(model, params).page(model.name, found, params["fields"]?.objectValue ?? JSONObject())
    return [
      "records": .array(page.records), "uncommitted": page.uncommittedRows,
      "missing": .array(ids.filter { !found.contains($0) }.map(JSON.int)),
      "next": JSON(page.next.map { found[$0] }),
    ]
  }

  private func searchRead(_ params: JSON) throws(ServedError) -> JSON {
    let model = try model(params)
    guard let domain = params["domain"]?.arrayValue else { throw .invalid("domain must be an array.") }
    let offset = params["offset"]?.intValue ?? 0
    let limit = min(params["limit"]?.intValue ?? 1000, 1000)
    var ids = try OdooDomain(records: records).search(model.name, domain)
    if let order = params["order"]?.stringValue {
      ids = try OdooOrder(order, model.name, records.schema).sorted(ids, records)
    }
    let found = ids.dropFirst(offset).prefix(limit)
    let page = try tree(model, params).page(model.name, Array(found), params["fields"]?.objectValue ?? JSONObject())
    return [
      "records": .array(page.records), "uncommitted": page.uncommittedRows, "missing": [],
      "next": JSON(page.next.map { offset + $0 }),
    ]
  }

  private func tree(_ model: OdooModel, _ params: JSON) -> OdooTree {
    let asked = params["committed"] == true
    return OdooTree(
      records: records,
      own: asked ? records.transaction : nil,
      ownModel: isClean ? model.name : nil
    )
  }

  // MARK: Writing

  private mutating func create(_ params: JSON) throws(ServedError) -> JSON {
    let model = try model(params)
    guard let rows = params["values"]?.arrayValue else { throw .invalid("values must be an array.") }
    var ids: [JSON] = []
    for row in rows {
      let id = try records.create(row, in: model)
      try records.workOut(model.name, id)
      ids.append(.int(id))
    }
    return ["ids": .array(ids)]
  }

  private mutating func write(_ params: JSON) throws(ServedError) -> JSON {
    let model = try model(params)
    let ids = try ids(params)
    for id in ids {
      try records.change(id, params["values"] ?? .null, in: model)
      try records.workOut(model.name, id)
    }
    return ["ids": .array(ids.map(JSON.int))]
  }

  private mutating func call(_ params: JSON) throws(ServedError) -> JSON {
    let model = try model(params)
    guard let method = params["method"]?.stringValue, model.methods.contains(method) else {
      throw .refused("\(model.name).\(params["method"]?.stringValue ?? "") may not be called.")
    }
    return ["result": try records.call(model.name, method, try ids(params), params["arguments"] ?? .null)]
  }

  // MARK: What was asked for

  private func model(_ params: JSON) throws(ServedError) -> OdooModel {
    guard let name = params["model"]?.stringValue, let model = records.schema.models[name] else {
      throw .refused("No installed addon declares \(params["model"]?.stringValue ?? "").")
    }
    return model
  }

  private func ids(_ params: JSON) throws(ServedError) -> [Int] {
    guard let ids = params["ids"]?.arrayValue else { throw .invalid("ids must be an array.") }
    return ids.compactMap(\.intValue)
  }
}
