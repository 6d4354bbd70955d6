import Core
import Odoo
import Storage

extension FlowRunner {
  /// Writes into Odoo what the partner said; what Odoo refuses here is told, the delivery stands.
  ///
  /// A refused document is left alone even where its entry was delivered: the record may be another one by now.
  func settle(_ outcome: Outcome, _ flow: OpenedFlow, _ odoo: any OdooGateway) async throws(Failure) -> Outcome {
    guard let entry = outcome.entry, entry.state.isAccepted, outcome.status != .refused else { return outcome }
    var issues: [Issue]
    var unwritten: String?
    do throws(Failure) {
      issues = try await flow.declaration.settle(entry, odoo, flow.settings)
      KillPoint.reach("settle.written")
    } catch {
      guard !error.endsAttempt else { throw error }
      issues = [.notSettled(entry, error)]
      unwritten = error.code
    }
    var after = entry
    if after.takeSettling(issues, unwritten: unwritten) {
      let (issues, unwritten) = (issues, unwritten)
      after = try await ledger.update(entry.id) { $0.takeSettling(issues, unwritten: unwritten) } ?? after
    }
    var outcome = outcome
    outcome.entry = after
    outcome.issues = after.issues
    return outcome
  }
}

extension Entry {
  /// Why Odoo could not be brought to the state that the receipt calls for; nil when it could.
  var unwritten: String? { context["unwritten"]?.stringValue }

  /// Takes what bringing Odoo to the receipt's state had to tell, in place of what it told before.
  ///
  /// A flow may leave a settled document alone and then says nothing; what it told before stands.
  ///
  /// - Returns: whether anything is different now.
  mutating func takeSettling(_ told: [Issue], unwritten: String?) -> Bool {
    let before = self
    let earlier = (context["settling"]?.arrayValue ?? []).compactMap(\.stringValue)
    let kept = before.issues.filter { issue in
      issue.code != before.unwritten && (state != .delivered || !earlier.contains(issue.code))
    }
    issues = kept + told.filter { !kept.contains($0) }
    if state == .delivered {
      context = context.setting("settling", to: told.isEmpty ? nil : .array(told.map { .string($0.code) }))
    }
    context = context.setting("unwritten", to: unwritten.map(JSON.string))
    return self != before
  }
}
