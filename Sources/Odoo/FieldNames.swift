import Core

/// A gateway that asks Odoo which fields a model has, and speaks to it by those names.
protocol FieldNames: Sendable {
  /// The fields of a model; nil when this Odoo has no such model, or none that may be asked for.
  func fields(of model: String) async throws(Failure) -> [String: FieldInfo]?

  /// The fields as they are now, where what is known may be from before an addon was installed; nil where it is not.
  func fieldsAnew(of model: String) async throws(Failure) -> [String: FieldInfo]?
}

extension FieldNames {
  func fieldsAnew(of model: String) async throws(Failure) -> [String: FieldInfo]? { nil }

  package func has(_ field: String, in model: String) async throws(Failure) -> Bool {
    guard let fields = try await self.fields(of: model) else { return false }
    return Aliases.resolve(field, in: model) { fields[$0] != nil } != nil
  }

  package func actualName(of field: String, in model: String) async throws(Failure) -> String {
    guard let fields = try await self.fields(of: model) else { return field }
    return Aliases.resolve(field, in: model) { fields[$0] != nil } ?? field
  }

  package func digits(of field: String, in model: String) async throws(Failure) -> Int? {
    guard let fields = try await self.fields(of: model) else { return nil }
    return Self.find(field, in: model, fields)?.info.digits
  }

  func resolve(_ fields: JSON, in model: String) async throws(Failure) -> ResolvedTree {
    guard let members = fields.objectValue?.members else { throw .invalid("A tree is an object of field names.") }
    var nodes: [ResolvedTree.Node] = []
    for (asked, below) in members {
      guard let field = try await named(asked, in: model) else {
        nodes.append(.init(asked: asked, actual: nil, info: nil, below: nil))
        continue
      }
      var branch: ResolvedTree?
      if case .object = below {
        guard let relation = field.info.relation else {
          throw .invalid("\(model).\(field.name) has no fields of its own.")
        }
        branch = try await resolve(below, in: relation)
      }
      nodes.append(.init(asked: asked, actual: field.name, info: field.info, below: branch))
    }
    if nodes.isEmpty { _ = try await known(model) }
    return ResolvedTree(nodes: nodes)
  }

  /// The domain under the names that this Odoo has.
  func actual(domain: JSON, in model: String) async throws(Failure) -> JSON {
    var leaves: [JSON] = []
    for leaf in domain.arrayValue ?? [] {
      guard let parts = leaf.arrayValue, parts.count == 3, let path = parts[0].stringValue else {
        leaves.append(leaf)
        continue
      }
      leaves.append([.string(try await actual(path: path, in: model)), parts[1], parts[2]])
    }
    return .array(leaves)
  }

  private func actual(path: String, in model: String) async throws(Failure) -> String {
    var names: [String] = []
    var model = model
    for step in path.split(separator: ".").map(String.init) {
      if step == "id" {
        names.append(step)
        continue
      }
      let field = try await required(step, in: model)
      names.append(field.name)
      model = field.info.relation ?? model
    }
    return names.joined(separator: ".")
  }

  /// A field under the name that this Odoo has.
  func required(_ asked: String, in model: String) async throws(Failure) -> (name: String, info: FieldInfo) {
    if let field = Self.find(asked, in: model, try await known(model)) { return field }
    if let fields = try await fieldsAnew(of: model), let field = Self.find(asked, in: model, fields) { return field }
    throw .missing("the field \(asked) of \(model)", model)
  }

  /// The same; nil for a field of a module that need not be installed.
  private func named(_ asked: String, in model: String) async throws(Failure) -> (name: String, info: FieldInfo)? {
    if let field = Self.find(asked, in: model, try await known(model)) { return field }
    if Aliases.optional[model]?.contains(asked) == true { return nil }
    return try await required(asked, in: model)
  }

  private static func find(_ asked: String, in model: String, _ fields: [String: FieldInfo])
    -> (name: String, info: FieldInfo)?
  {
    guard let name = Aliases.resolve(asked, in: model, existing: { fields[$0] != nil }), let info = fields[name] else {
      return nil
    }
    return (name, info)
  }

  private func known(_ model: String) async throws(Failure) -> [String: FieldInfo] {
    if let fields = try await fields(of: model) { return fields }
    if let fields = try await fieldsAnew(of: model) { return fields }
    throw .missing("the model \(model)", model)
  }
}

extension Failure {
  static func invalid(_ message: String) -> Failure { Failure(.protocol, "odoo.invalid", message) }

  static func missing(_ what: String, _ model: String) -> Failure {
    Failure(
      .configuration,
      "odoo.field_missing",
      "This Odoo does not have \(what).",
      hint: "Install or upgrade the addon that adds it, and the standard module of \(model)."
    )
  }
}
