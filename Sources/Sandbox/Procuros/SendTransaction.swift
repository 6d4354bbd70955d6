import Core

/// `POST /v2/transactions`: takes one document in.
struct SendTransaction: Sendable {
  let network: ProcurosNetwork

  func callAsFunction(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body), body.objectValue != nil else {
      return ProcurosErrors.refused(400, "The request body is not a JSON object.")
    }
    if await network.wasReceived(call.body, from: call.holder) {
      await network.noteDuplicate(body)
      return Self.duplicate
    }
    let complaints = ProcurosContract.check(body)
    guard complaints.isEmpty, let type = body["type"]?.stringValue, let content = body["content"] else {
      return ProcurosErrors.invalid(complaints, onSend: true)
    }
    let settings = await network.settings
    if let party = Self.unknownParty(content, settings.unknown) {
      return ProcurosErrors.invalid(party, "Could not resolve party using provided identifiers", onSend: true)
    }
    if let party = Routing(accounts: settings.accounts).stranger(type, content, sentBy: call.holder) {
      return ProcurosErrors.invalid(party, "The \(party) must be the account that sends", onSend: true)
    }
    let partner = ProcurosContract.glns(Routing.receiver(of: type) ?? "supplier", content)
    let inactive = !settings.inactive.isDisjoint(with: partner)
    return await ProcurosErrors.guarded { () throws(Failure) in
      if inactive { return try await takeInactive(call, type, content, keep: settings.keepsInactive) }
      return try await take(call, type, content, Routing(accounts: settings.accounts).receiver(type, content))
    }
  }

  private static var duplicate: Answer { ProcurosErrors.refused(400, "Payload already received") }

  private func take(
    _ call: Call,
    _ type: String,
    _ content: JSON,
    _ receiver: String?
  ) async throws(Failure) -> Answer {
    let id = try await network.keep(call.body, type: type, content: content, from: call.holder, to: receiver)
    guard let id else { return Self.duplicate }
    return .json(201, ["procurosTransactionId": .string(id)])
  }

  private func takeInactive(
    _ call: Call,
    _ type: String,
    _ content: JSON,
    keep: Bool
  ) async throws(Failure) -> Answer {
    let message: JSON = "Trade relationship not yet active."
    guard keep else { return .json(202, ["message": message]) }
    let id = try await network.keep(
      call.body,
      type: type,
      content: content,
      from: call.holder,
      to: nil,
      status: "DROPPED"
    )
    guard let id else { return Self.duplicate }
    return .json(202, ["message": message, "procurosTransactionId": .string(id)])
  }

  private static func unknownParty(_ content: JSON, _ unknown: Set<String>) -> String? {
    ["buyer", "supplier", "shipTo", "billTo"].first { party in
      !unknown.isDisjoint(with: ProcurosContract.glns(party, content))
    }
  }
}
