import Core
import Odoo

/// A dialect whose calls are counted, and of which it is told whether Odoo lets us in.
struct WatchedDialect: OdooDialect {
  let dialect: any OdooDialect
  /// Before each call.
  let called: @Sendable () -> Void
  /// After each call: what keeps every call out, or nil.
  let heard: @Sendable (Failure?) async -> Void

  var name: DialectName { dialect.name }
  var serverTime: Timestamp? { dialect.serverTime }

  func call(_ model: String, _ method: String, ids: [Int]?, arguments: JSONObject, context: JSONObject)
    async throws(Failure) -> JSON
  {
    called()
    do throws(Failure) {
      let answer = try await dialect.call(model, method, ids: ids, arguments: arguments, context: context)
      await heard(nil)
      return answer
    } catch {
      if OdooConnections.keepsOut(error) { await heard(error) }
      throw error
    }
  }
}
