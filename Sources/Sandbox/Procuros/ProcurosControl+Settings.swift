import Core

extension ProcurosControl {
  private static let settings = Record([
    .optional(.text, "token"),
    .optional(.flag, "token_expired", "keeps_inactive"),
    .nullable(.text, "read_only_token"),
    .nullable(.integer, "limit_per_minute"),
    .optional(.list(.text), "inactive", "unknown"),
    .optional(.some(.record(account)), "accounts"),
  ])

  private static let account = Record([
    .required(.text, "name", "token"),
    .optional(.list(.text), "glns"),
  ])

  /// Changes what is named; never shows a token.
  func change(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Self.settings.check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    do throws(Failure) {
      let entries = try Self.accounts(body["accounts"]?.arrayValue ?? []).checked()
      await changeGate(body, entries)
      await changeNetwork(body, entries)
      return Answer(status: 204)
    } catch {
      return ProcurosErrors.invalid("accounts", error.message)
    }
  }

  private static func accounts(_ items: [JSON]) throws(Failure) -> [ProcurosAccount.Entry] {
    var entries: [ProcurosAccount.Entry] = []
    for item in items {
      entries.append(
        try ProcurosAccount.Entry(
          name: item["name"]?.stringValue ?? "",
          token: item["token"]?.stringValue ?? "",
          glns: (item["glns"]?.arrayValue ?? []).compactMap(\.stringValue)
        )
      )
    }
    return entries
  }

  private func changeGate(_ body: JSON, _ entries: [ProcurosAccount.Entry]) async {
    await gate.change { settings in
      if !entries.isEmpty { settings.holders = entries.map(\.holder) }
      if let token = body["token"]?.stringValue, !settings.holders.isEmpty { settings.holders[0].token = token }
      if let expired = body["token_expired"]?.boolValue { settings.tokenIsExpired = expired }
      if let token = body["read_only_token"] { settings.readOnlyToken = token.stringValue }
      if let limit = body["limit_per_minute"] { settings.limitPerMinute = limit.wholeNumber }
    }
  }

  private func changeNetwork(_ body: JSON, _ entries: [ProcurosAccount.Entry]) async {
    await network.change { settings in
      if !entries.isEmpty { settings.accounts = entries.map(\.account) }
      if let keeps = body["keeps_inactive"]?.boolValue { settings.keepsInactive = keeps }
      if let glns = body["inactive"]?.arrayValue { settings.inactive = Set(glns.compactMap(\.stringValue)) }
      if let glns = body["unknown"]?.arrayValue { settings.unknown = Set(glns.compactMap(\.stringValue)) }
    }
  }
}
