package import Core
package import Odoo
import Storage

extension FlowRunner {
  /// What became of a document in Odoo's open transaction.
  package struct Application: Sendable {
    package var outcomes: [Outcome]
    /// True when what was written must be undone before the transaction goes on.
    package var rollsBack = false
  }

  /// Applies one document that came in, in a transaction of Odoo that holds nothing else.
  ///
  /// - Parameters:
  ///   - id: the entry.
  ///   - request: who asks; its `ids` mean nothing.
  ///   - odoo: the open transaction.
  ///   - receiver: the flow among the documents that come in with this one; nil for this one alone.
  /// - Returns: the outcome, and whether the transaction must be rolled back.
  /// - Throws: a lost attempt, a connection or flow that is not there; the entry waits.
  package func apply(
    _ id: Int64,
    _ request: FlowRequest,
    odoo: any OdooGateway,
    receiver: (any ReceivingFlow)? = nil
  ) async throws(Failure) -> Application {
    guard let entry = try await environment.store.entry(id), entry.isArrival(for: request) else {
      return Application(outcomes: [])
    }
    guard entry.state == .pending || entry.state == .delivered else { return Application(outcomes: [Outcome(entry)]) }
    let (connector, settings) = try await Connections(environment).open(
      database: request.database,
      key: request.connection
    )
    guard settings.isValidated else { throw .notValidated(settings.name) }
    guard let flow = receiver ?? connector.receiver(request.flow) else { throw .unknownFlow(request.flow) }
    KillPoint.reach("apply.beginning")
    do throws(Failure) {
      let entry = entry.readsAgain ? try await readAgain(entry, connector, request) : entry
      guard entry.state == .pending || entry.state == .delivered else {
        return Application(outcomes: [Outcome(entry)])
      }
      let witness = WitnessOdoo(odoo)
      switch try await bring(entry, flow, witness, settings) {
      case .applied(let applied):
        KillPoint.reach("apply.written")
        return Application(
          outcomes: [
            try await received(
              entry,
              applied,
              witness.action(on: OdooRow(model: flow.model, id: applied.record)),
              request
            )
          ].compactMap(\.self)
        )
      case .linked(let known):
        return Application(outcomes: [try await linked(entry, known)].compactMap(\.self))
      case .leftAlone(let reason):
        return Application(outcomes: [try await leave(entry, reason, request)].compactMap(\.self))
      }
    } catch {
      guard !error.endsAttempt else { throw error }
      let held = try await refuse(entry, error, request)
      return Application(outcomes: [held].compactMap(\.self), rollsBack: true)
    }
  }

  /// What the document became before, or becomes now.
  private func bring(_ entry: Entry, _ flow: any ReceivingFlow, _ odoo: any OdooGateway, _ settings: Settings)
    async throws(Failure) -> ImportStep.Done
  {
    let arrival = try await ledger.arrival(entry)
    let known = try await odoo.claimed(arrival.externalID, flow: flow.id, connection: settings.key)
    if let known {
      let name = entry.subject.record == known.record ? entry.recordName : arrival.number ?? entry.recordName
      return .applied(Applied(record: known.record, recordName: name))
    }
    let applied: Applied
    if let flow = flow as? any ImportFlow {
      let step = ImportStep(flow: flow, settings: settings, odoo: odoo, ledger: ledger)
      let done = try await step.apply(arrival, entry)
      guard case .applied(let record) = done else { return done }
      applied = record
    } else {
      applied = try await flow.apply(arrival, odoo, settings)
    }
    if let reason = applied.leftAloneBecause { return .leftAlone(reason) }
    try await odoo.claim(
      OdooReference(
        model: flow.model,
        record: applied.record,
        connection: settings.key,
        flow: flow.id,
        externalID: arrival.externalID,
        number: arrival.number,
        entry: entry.id,
        status: arrival.status
      )
    )
    return .applied(applied)
  }

  /// Somebody linked a row meanwhile: nothing is done, and that is said.
  private func linked(_ entry: Entry, _ known: OdooReference) async throws(Failure) -> Outcome? {
    let after = try await ledger.update(entry.id) { $0.isLinked(to: known.record, known.model) }
    return after.map { entry in
      var outcome = Outcome(entry, .refused)
      outcome.issues = [.linkedMeanwhile(entry, known)]
      return outcome
    }
  }

  /// The document calls for nothing in Odoo: it is given up, with the reason.
  private func leave(_ entry: Entry, _ reason: String, _ request: FlowRequest) async throws(Failure) -> Outcome? {
    let after = try await ledger.update(entry.id) { entry in
      guard entry.state == .pending else { return false }
      entry.attempts += 1
      entry.state = .dropped
      entry.status = Entry.leftAlone
      entry.issues = []
      entry.failure = nil
      entry.report = nil
      entry.nameCause()
      entry.causeText = reason
      return true
    }
    if let after {
      let audit = after.audit(.skipped, run: request.correlation, user: request.user)
      await EngineLog(environment).write(after, .info, "arrival.left_alone", reason, audit: audit)
    }
    return after.map { Outcome($0) }
  }

  private func received(_ entry: Entry, _ applied: Applied, _ action: LogRow.Audit.Action, _ request: FlowRequest)
    async throws(Failure) -> Outcome?
  {
    let now = environment.time.now()
    let after = try await ledger.update(entry.id) { entry in
      // A version that was replaced while Odoo took it: Odoo has it, and gets the newer one after it.
      guard entry.state == .pending || entry.state == .delivered || entry.status == Entry.replaced else { return false }
      entry.attempts += 1
      entry.apply(applied, at: now)
      return true
    }
    environment.pulse.delivered(entry.subject.connection, at: now)
    if let after, entry.state == .pending {
      let text = "\(entry.recordName) is \(applied.recordName) in Odoo."
      let audit = after.audit(action, run: request.correlation, user: request.user)
      await EngineLog(environment).write(after, .info, "arrival.applied", text, audit: audit)
    }
    return after.map { Outcome($0) }
  }

  /// Keeps why a document could not be applied; weather leaves it waiting.
  private func refuse(_ entry: Entry, _ failure: Failure, _ request: FlowRequest) async throws(Failure) -> Outcome? {
    let isNews = failure.issues.isEmpty ? entry.failure?.code != failure.code : entry.issues != failure.issues
    let after = try await ledger.update(entry.id) { entry in
      guard entry.state == .pending || entry.state == .delivered else { return false }
      entry.attempts += 1
      switch failure.kind {
      case .data:
        entry.hold(failure.issues.isEmpty ? [.refusedByOdoo(entry, failure)] : failure.issues)
      case .transport, .configuration:
        entry.state = .pending
        entry.failure = failure
        entry.nameCause()
      case .response, .protocol, .internal:
        _ = entry.quarantine(failure)
        entry.report = .due
      }
      return true
    }
    if let after, isNews {
      let sentences = after.issues.filter { $0.severity == .error }.map(\.message).joined(separator: " ")
      let level: LogRow.Level = failure.kind == .data ? .dataIssue : .responseError
      let text = sentences.isEmpty ? failure.message : sentences
      let action: LogRow.Audit.Action = after.state == .quarantined ? .quarantined : .failed
      let audit = after.audit(action, run: request.correlation, user: request.user)
      await EngineLog(environment).write(after, level, after.issues.first?.code ?? failure.code, text, audit: audit)
    }
    return after.map { Outcome($0) }
  }
}

extension Entry {
  fileprivate func isArrival(for request: FlowRequest) -> Bool {
    subject.arrival != nil && subject.database == request.database && subject.connection == request.connection
      && subject.flow == request.flow
  }
}

extension Issue {
  fileprivate static func linkedMeanwhile(_ entry: Entry, _ known: OdooReference) -> Issue {
    Issue(
      "import.linked",
      "\(entry.title) was linked by somebody else meanwhile; nothing was done.",
      severity: .warning,
      model: known.model,
      record: known.record,
      recordName: entry.title,
      params: ["name": entry.title]
    )
  }

  /// Odoo's own words about a document that it would not take.
  fileprivate static func refusedByOdoo(_ entry: Entry, _ failure: Failure) -> Issue {
    Issue(
      failure.code == "odoo.access" ? "arrival.no_right" : "arrival.refused",
      "Odoo does not take \(entry.recordName): \(failure.message)",
      repair: failure.hint ?? "Mend what Odoo says, then retry the document.",
      params: ["message": failure.message]
    )
  }
}
