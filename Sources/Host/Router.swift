package import Core
import Engine
import JSONRPC

/// Method name → handler: one table, one line per method.
package struct Router: Sendable {
  package typealias Handler = @Sendable (Call) async throws -> JSON
  package typealias Immediate = @Sendable (Call) throws(Failure) -> JSON

  package struct Method: Sendable {
    let role: Role
    /// True for what may run beside an open forward call.
    let beside: Bool
    /// Set for what waits for nothing: it is answered on the socket's own thread, without a task.
    let atOnce: Immediate?
    let handle: Handler

    init(_ role: Role, beside: Bool = false, _ handle: @escaping Handler) {
      self.role = role
      self.beside = beside
      self.handle = handle
      atOnce = nil
    }

    init(_ role: Role, atOnce: @escaping Immediate) {
      self.role = role
      self.atOnce = atOnce
      beside = true
      handle = { call in try atOnce(call) }
    }
  }

  package static let methods: [String: Method] = [
    "connection/fetch": Method(.odoo, ConnectionFetch.handle),
    "connection/list": Method(.odoo, ConnectionList.handle),
    "connection/remove": Method(.odoo, ConnectionRemove.handle),
    "connection/save": Method(.odoo, ConnectionSave.handle),
    "connection/test": Method(.odoo, ConnectionTest.handle),
    "connector/describe": Method(.odoo, ConnectorDescribe.handle),
    "connector/list": Method(.odoo, ConnectorList.handle),
    "database/adopt": Method(.operator, DatabaseAdopt.handle),
    "database/list": Method(.operator, DatabaseList.handle),
    "entry/accept": Method(.odoo, EntryAccept.handle),
    "entry/elsewhere": Method(.odoo, EntryElsewhere.handle),
    "entry/ignore": Method(.odoo, EntryIgnore.handle),
    "entry/list": Method(.odoo, EntryList.handle),
    "entry/reconcile": Method(.operator, EntryReconcile.handle),
    "entry/resolve": Method(.odoo, EntryResolve.handle),
    "entry/retry": Method(.odoo, EntryRetry.handle),
    "entry/settled": Method(.odoo, EntrySettled.handle),
    "entry/show": Method(.odoo, EntryShow.handle),
    "flow/preview": Method(.odoo, FlowPreview.handle),
    "flow/run": Method(.odoo, FlowRun.handle),
    "link/candidates": Method(.odoo, LinkCandidates.handle),
    "link/list": Method(.odoo, LinkList.handle),
    "link/propose": Method(.odoo, LinkPropose.handle),
    "link/remove": Method(.odoo, LinkRemove.handle),
    "link/set": Method(.odoo, LinkSet.handle),
    "log/list": Method(.odoo, LogList.handle),
    "log/show": Method(.odoo, LogShow.handle),
    "mark/list": Method(.odoo, MarkList.handle),
    "mark/set": Method(.operator, MarkSet.handle),
    "mirror/since": Method(.odoo, MirrorSince.handle),
    "odoo/add": Method(.operator, OdooAdd.handle),
    "odoo/list": Method(.operator, OdooList.handle),
    "odoo/remove": Method(.operator, OdooRemove.handle),
    "odoo/test": Method(.operator, OdooTest.handle),
    "schedule/list": Method(.odoo, ScheduleList.handle),
    "schedule/pause": Method(.operator, ScheduleSet.pause),
    "schedule/poke": Method(.odoo, SchedulePoke.handle),
    "schedule/remove": Method(.operator, ScheduleSet.remove),
    "schedule/resume": Method(.operator, ScheduleSet.resume),
    "schedule/run": Method(.odoo, ScheduleRun.handle),
    "schedule/set": Method(.operator, ScheduleSet.set),
    "schedule/tick": Method(.odoo, ScheduleTick.handle),
    "service/backup": Method(.operator, ServiceBackup.handle),
    "service/health": Method(.odoo, atOnce: ServiceHealth.handle),
    "service/metrics": Method(.operator, beside: true, ServiceMetrics.handle),
    "session/hello": Method(.odoo, beside: true, SessionHello.handle),
  ]

  /// What can be rehearsed; whatever else is asked for a dry run would be done in earnest.
  private static let rehearsed: Set<String> = ["schedule/poke", "schedule/run"]

  /// Answers one call.
  ///
  /// - Returns: the result or the error; nil when the attempt is over and nobody waits.
  package static func answer(_ call: Call, method name: String) async -> Result<JSON, Failure>? {
    guard let method = methods[name] else {
      return .failure(Failure(.protocol, "protocol.unknown_method", "There is no method \(name)."))
    }
    guard call.session.role >= method.role else { return .failure(.forbidden(name)) }
    if !method.beside, let failure = await call.session.hello() { return .failure(failure) }
    if !rehearsed.contains(name), let wanted = call.params["dry_run"], wanted != false, !wanted.isNull {
      return .failure(.parameter("dry_run", "left out: \(name) cannot be rehearsed"))
    }
    guard method.beside || call.session.enter(call.id) else { return .failure(.busy) }
    defer { call.session.leave(call.id) }
    let answer = await run(method, call)
    if name == "session/hello" { call.session.greeted(answer?.failure) }
    return answer
  }

  /// Answers a call that waits for nothing, on the caller's thread; nil for every other.
  package static func answerAtOnce(_ call: Call, method name: String) -> Result<JSON, Failure>? {
    guard let method = methods[name], let handle = method.atOnce else { return nil }
    guard call.session.role >= method.role else { return .failure(.forbidden(name)) }
    return Result { () throws(Failure) in try handle(call) }
  }

  private static func run(_ method: Method, _ call: Call) async -> Result<JSON, Failure>? {
    do {
      return .success(try await method.handle(call))
    } catch let failure as Failure {
      return failure.code == "odoo.attempt_over" ? nil : .failure(failure)
    } catch {
      return .failure(Failure(.internal, "internal", "The call failed.", detail: String(describing: error)))
    }
  }
}

extension Result {
  var failure: Failure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }
}

extension Failure {
  static func forbidden(_ what: String) -> Failure {
    Failure(
      .protocol,
      "session.forbidden",
      "This user of the machine may not call \(what).",
      hint: "Add the user to odoo_users or operators in the sidecar's configuration."
    )
  }
  static let noHello = Failure(.protocol, "session.no_hello", "The first message must be session/hello.")
  static let busy = Failure(.protocol, "session.busy", "Another call is open on this connection; wait for its answer.")
}
