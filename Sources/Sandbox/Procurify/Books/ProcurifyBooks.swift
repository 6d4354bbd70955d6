import Core
import Foundation

/// The tenant's books, in memory and, if wanted, in a file.
///
/// A call is answered within one step of this actor: nobody sees half of it. Its changes are one line of the file,
/// written before the answer leaves.
package actor ProcurifyBooks {
  private var tenant: ProcurifyTenant
  private let file: StateFile?
  private let clock: ProcurifyClock

  init(_ settings: ProcurifySettings, file: StateFile?, clock: ProcurifyClock) throws(Failure) {
    self.file = file
    self.clock = clock
    var tenant = ProcurifyTenant(settings)
    tenant.now = clock.now
    FirstRecords.put(&tenant)
    _ = tenant.takeChanges()
    for (index, line) in (try file?.load() ?? []).enumerated() {
      for change in line["changes"]?.arrayValue ?? [] where !tenant.replay(change) {
        throw file?.unclear(line: index + 1) ?? Failure(.internal, "sandbox.state", "A line is no event.")
      }
    }
    self.tenant = tenant
  }

  /// Looks into the books.
  func read(_ look: @Sendable (ProcurifyTenant) throws(ProcurifyRefusal) -> Answer) -> Answer {
    var copy = tenant
    copy.now = clock.now
    do throws(ProcurifyRefusal) {
      return try look(copy)
    } catch {
      return error.answer
    }
  }

  var settings: ProcurifySettings { tenant.settings }

  /// Changes the books; a change that is refused leaves nothing behind.
  func write(_ work: @Sendable (inout ProcurifyTenant) throws(ProcurifyRefusal) -> Answer) -> Answer {
    let before = tenant
    tenant.now = clock.now
    do throws(ProcurifyRefusal) {
      let answer = try work(&tenant)
      let changes = tenant.takeChanges()
      if !changes.isEmpty { try keep(changes) }
      return answer
    } catch {
      tenant = before
      return error.answer
    }
  }

  private func keep(_ changes: [JSON]) throws(ProcurifyRefusal) {
    do throws(Failure) {
      try file?.append(["changes": .array(changes)])
    } catch {
      throw ProcurifyRefusal(500, "The state file cannot be written.")
    }
  }
}
