import Core

/// A call as `execute_kw` takes it: ids first, then what models call by names of their own, everything else by name.
struct PositionalCall {
  /// Before 19.0 a model that overrides one of these may name its argument as it likes (`res.company.write(values)`); and
  /// Odoo looks at the first argument of `create` to know whether one record or a list comes back.
  private static let first = ["create": "vals_list", "search": "domain", "search_count": "domain", "write": "vals"]

  private var positional: [JSON] = []
  private var named: JSONObject

  init(_ method: String, ids: [Int]?, arguments: JSONObject, context: JSONObject) {
    named = arguments
    if let ids { positional.append(.array(ids.map(JSON.int))) }
    if let name = Self.first[method], let value = named[name] {
      positional.append(value)
      named[name] = nil
    }
    named["context"] = .object(context)
  }

  /// The last two arguments of `execute_kw`.
  var wire: [JSON] { [.array(positional), .object(named)] }
}
