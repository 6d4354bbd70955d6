import Core

/// A call as `execute_kw` takes it: ids first, everything else by name.
struct PositionalCall {
  private var positional: [JSON] = []
  private var named: JSONObject

  init(_ method: String, ids: [Int]?, arguments: JSONObject, context: JSONObject) {
    named = arguments
    if let ids { positional.append(.array(ids.map(JSON.int))) }
    // Odoo looks at the first argument of `create` to know whether one record or a list comes back.
    if method == "create", let values = named["vals_list"] {
      positional.append(values)
      named["vals_list"] = nil
    }
    named["context"] = .object(context)
  }

  /// The last two arguments of `execute_kw`.
  var wire: [JSON] { [.array(positional), .object(named)] }
}
