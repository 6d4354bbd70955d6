import Core
import Engine
import Storage

/// `schedule/run`: a person wants a stream of a database over HTTP fetched now, whatever its schedule says.
enum ScheduleRun {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let row = try await ScheduleSet.key(call)
    if try call.flag("dry_run") { return try await SchedulePoke.rehearse(row.job, call) }
    let deadline = try call.optionalInt("deadline_ms") ?? FlowRun.standardDeadline
    let wait = row.job.job.isScan ? 0 : min(max(deadline, 0), FlowRun.longestDeadline)
    let state = try await call.host.jobs.poke(row.job, patience: .milliseconds(wait))
    call.host.environment.weather.mended(row.database)
    call.host.remote.wake()
    return state.json
  }
}
