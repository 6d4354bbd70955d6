package import Core

/// Creating and changing records.
extension RemoteOdoo {
  /// So many rows without rows of their own go into one `load`.
  private static let loadPage = 200

  /// Creates through `load`, which gives each record an external id: a repeat finds it and leaves it as it is.
  ///
  /// What `load` can spell as text goes into its table. Rows of an x2many go as the field's default in the context, which
  /// takes Odoo's own commands: in the table a row could not leave a field out that its neighbour has
  /// (`contrib/decisions/0008-records-created-over-http.md`).
  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    let keys = try self.keys(model, values, given: keys)
    var rows: [LoadRow] = []
    for (values, key) in zip(values, keys) { rows.append(try await row(model, values, key)) }
    var ids: [Int] = []
    while ids.count < rows.count {
      let first = rows[ids.count]
      let others = rows[ids.count...].dropFirst().prefix(Self.loadPage - 1).prefix { $0.isLoaded(with: first) }
      ids += try await load(model, [first] + others)
    }
    return ids
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    guard !ids.isEmpty else { return }
    let values = try await odooValues(values, in: model)
    _ = try await ask(model, "write", ids: ids, JSONObject([("vals", .object(values))]))
  }

  // MARK: Load

  private func load(_ model: String, _ rows: [LoadRow]) async throws(Failure) -> [Int] {
    let fields = ["id"] + rows[0].fields
    let data = rows.map { JSON.array([.string($0.externalID)] + $0.cells) }
    let arguments = JSONObject([("fields", .array(fields.map(JSON.string))), ("data", .array(data))])
    var context = JSONObject([("mode", "update"), ("noupdate", true)])
    for member in rows[0].lines.members { context["default_\(member.key)"] = member.value }
    let answer = try await ask(model, "load", ids: nil, arguments, besides: context)
    let ids = (answer["ids"]?.arrayValue ?? []).compactMap(\.intValue)
    guard ids.count == rows.count else { throw try await refusal(model, answer, rows) }
    return ids
  }

  private func row(_ model: String, _ values: JSON, _ key: String) async throws(Failure) -> LoadRow {
    var row = LoadRow(externalID: LoadKey.externalID(key))
    for (asked, value) in values.objectValue?.members ?? [] {
      let field = try await required(asked, in: model)
      if field.info.type == "one2many" || field.info.isList && value.arrayValue?.contains(where: \.isRow) == true {
        row.lines[field.name] = try await commands(value, field.info)
        if let relation = field.info.relation { row.relations.append(relation) }
      } else {
        let isRecord = field.info.relation != nil
        row.fields.append(isRecord ? "\(field.name)/.id" : field.name)
        row.cells.append(try RemoteValue.cell(value, field.info, "\(model).\(field.name)"))
      }
    }
    return row
  }

  private func keys(_ model: String, _ values: [JSON], given: [String]?) throws(Failure) -> [String] {
    guard let given else { return LoadKey.derived(scope: scope, model: model, values) }
    guard given.count == values.count, Set(given).count == given.count else {
      throw .invalid("Creating \(values.count) records of \(model) takes as many keys, each its own.")
    }
    return given
  }

  /// Why `load` did not create; it says so in words only, also of missing rights.
  private func refusal(_ model: String, _ answer: JSON, _ rows: [LoadRow]) async throws(Failure) -> Failure {
    let refusal = LoadRefusal(answer)
    if let failure = refusal.concurrency { return failure }
    for name in [model] + rows[0].relations where !(try await mayCreate(name)) {
      return Failure(
        .data,
        "odoo.access",
        "The user may not create records of \(name).",
        detail: refusal.sentence,
        hint: "Give the user that the connection signs in with the rights to create them."
      )
    }
    return Failure(.data, "odoo.user", refusal.sentence, detail: "\(model).load")
  }

  /// 18.0 and later ask so, older ones the other way.
  private func mayCreate(_ model: String) async throws(Failure) -> Bool {
    let operation = JSONObject([("operation", "create")])
    do throws(Failure) {
      return try await ask(model, "has_access", ids: [], operation).boolValue ?? true
    } catch  where error.code == "odoo.field_missing" {
      let arguments = JSONObject([("operation", "create"), ("raise_exception", false)])
      return try await ask(model, "check_access_rights", ids: nil, arguments).boolValue ?? true
    }
  }

  // MARK: Values

  /// The values under Odoo's names and as Odoo takes them, rows of x2many fields as its commands.
  private func odooValues(_ values: JSON, in model: String) async throws(Failure) -> JSONObject {
    var members: [(String, JSON)] = []
    for (asked, value) in values.objectValue?.members ?? [] {
      let field = try await required(asked, in: model)
      let isRows = field.info.isList && value.arrayValue != nil
      let actual =
        isRows
        ? try await commands(value, field.info) : try RemoteValue.odoo(value, field.info, "\(model).\(field.name)")
      members.append((field.name, actual))
    }
    return JSONObject(members)
  }

  /// An array for an x2many: ids replace what is there; objects create, change (`id`) or remove (`delete`) one row.
  private func commands(_ value: JSON, _ info: FieldInfo) async throws(Failure) -> JSON {
    let items = value.arrayValue ?? []
    guard items.contains(where: \.isRow) else { return [[6, 0, .array(items)]] }
    guard items.allSatisfy(\.isRow) else { throw .invalid("Rows of an x2many are ids, or objects, not both.") }
    var commands: [JSON] = []
    for item in items {
      let id = item["id"]?.intValue
      if item["delete"] == true {
        commands.append([2, JSON(id), 0])
        continue
      }
      var row = item.objectValue ?? JSONObject()
      row["id"] = nil
      row["delete"] = nil
      let values = JSON.object(try await odooValues(.object(row), in: info.relation ?? ""))
      commands.append(id.map { [1, .int($0), values] } ?? [0, 0, values])
    }
    return .array(commands)
  }
}

extension JSON {
  fileprivate var isRow: Bool { objectValue != nil }
}
