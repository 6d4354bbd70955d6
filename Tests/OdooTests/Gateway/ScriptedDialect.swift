import Core
import Odoo
import Synchronization

/// An Odoo over HTTP that answers what a test says, and keeps what it was asked.
final class ScriptedDialect: OdooDialect {
  struct Call: Sendable {
    let model: String
    let method: String
    let ids: [Int]?
    let arguments: JSONObject
    let context: JSONObject
  }
  typealias Answer = @Sendable (Call) throws(Failure) -> JSON

  private struct State {
    var answers: [String: Answer] = [:]
    var calls: [Call] = []
  }
  private let state = Mutex(State())

  let name = DialectName.jsonrpc
  let serverTime: Timestamp? = Timestamp(text: "2026-03-01T10:00:00Z")

  init() {
    answer("get_installed") { _ in [["en_US", "English"], ["de_DE", "Deutsch"]] }
    let digits: JSON = [["id": 1, "decimal_places": 2], ["id": 2, "decimal_places": 0]]
    answer("search_read") { call in call.model == "res.currency" ? digits : [] }
  }

  /// From now on the method is answered so, of whatever model.
  func answer(_ method: String, _ answer: @escaping Answer) { state.withLock { $0.answers[method] = answer } }

  func calls(_ method: String) -> [Call] { state.withLock { $0.calls }.filter { $0.method == method } }

  func call(_ model: String, _ method: String, ids: [Int]?, arguments: JSONObject, context: JSONObject)
    async throws(Failure) -> JSON
  {
    let call = Call(model: model, method: method, ids: ids, arguments: arguments, context: context)
    let answer = state.withLock { state in
      state.calls.append(call)
      return state.answers[method]
    }
    return try answer?(call) ?? .null
  }
}
