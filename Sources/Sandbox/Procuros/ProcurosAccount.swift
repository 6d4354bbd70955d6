package import Core

/// One company at the simulated network: the token it comes with stands in the gate, under the same name.
package struct ProcurosAccount: Sendable, Equatable {
  package let name: String
  /// Its GLNs; none means that it may be anybody, which suits a simulator with one account.
  package let glns: Set<String>

  package init(name: String, glns: Set<String> = []) {
    self.name = name
    self.glns = glns
  }

  /// The account of a simulator that was told of none.
  package static let main = ProcurosAccount(name: Gate.Holder.main)
}

extension ProcurosAccount {
  /// An account with its token, as the command line and the settings name it.
  package struct Entry: Sendable, Equatable {
    package let account: ProcurosAccount
    package let token: String

    package init(_ account: ProcurosAccount, token: String) {
      self.account = account
      self.token = token
    }

    /// Reads `NAME:TOKEN:GLN`, several GLNs separated by commas, none after `NAME:TOKEN`.
    /// - Throws: `.configuration`, code `sandbox.account`, saying what is wrong; never with the token.
    package init(parsing text: String) throws(Failure) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard (2...3).contains(parts.count) else { throw Self.unclear("it has \(parts.count) parts") }
      let glns = parts.count == 3 ? parts[2].split(separator: ",").map(String.init) : []
      try self.init(name: parts[0], token: parts[1], glns: glns)
    }

    init(name: String, token: String, glns: [String]) throws(Failure) {
      guard !name.isEmpty else { throw Self.unclear("it has no name") }
      guard SimulatorOptions.isToken(token) else {
        throw Self.unclear("the token of \(name) is not printable ASCII without blanks")
      }
      if let wrong = glns.first(where: { !$0.isDigits([13]) }) { throw Self.unclear("\(wrong) is no GLN of 13 digits") }
      self.init(ProcurosAccount(name: name, glns: Set(glns)), token: token)
    }

    var holder: Gate.Holder { Gate.Holder(name: account.name, token: token) }

    private static func unclear(_ reason: String) -> Failure {
      Failure(
        .configuration,
        "sandbox.account",
        "The account is not understood: \(reason).",
        hint: "Write it like nordmarkt:t0ken:4260123450014."
      )
    }
  }
}

extension [ProcurosAccount.Entry] {
  /// Refuses lists in which two accounts cannot be told apart.
  /// - Throws: `.configuration`, code `sandbox.account`.
  func checked() throws(Failure) -> Self {
    let glns = flatMap(\.account.glns)
    let twice: String? =
      if Set(map(\.account.name)).count < count {
        "two accounts have one name"
      } else if Set(map(\.token)).count < count {
        "two accounts have one token"
      } else if Set(glns).count < glns.count {
        "two accounts have one GLN"
      } else {
        nil
      }
    if let twice { throw Failure(.configuration, "sandbox.account", "The accounts are not understood: \(twice).") }
    return self
  }
}
