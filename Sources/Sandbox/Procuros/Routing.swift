import Core

/// Who gets a document: the account with a GLN of the party that the document is for.
struct Routing: Sendable {
  let accounts: [ProcurosAccount]

  /// The party that a type of document goes to; nil: nothing of ours sends it.
  static func receiver(of type: String) -> String? {
    switch type {
    case "ORDER": "supplier"
    case "ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE", "CREDIT_NOTE": "buyer"
    default: nil
    }
  }

  private static func sender(of type: String) -> String? {
    receiver(of: type).map { $0 == "buyer" ? "supplier" : "buyer" }
  }

  /// The account that has a GLN of the receiving party; nil: a company outside of this simulator.
  func receiver(_ type: String, _ content: JSON) -> String? {
    guard let party = Self.receiver(of: type) else { return nil }
    let glns = ProcurosContract.glns(party, content)
    return accounts.first { !$0.glns.isDisjoint(with: glns) }?.name
  }

  /// The party as which the account sends, when that is not the account; nil when all is well.
  func stranger(_ type: String, _ content: JSON, sentBy name: String) -> String? {
    guard let party = Self.sender(of: type), let account = accounts.first(where: { $0.name == name }),
      !account.glns.isEmpty, account.glns.isDisjoint(with: ProcurosContract.glns(party, content))
    else { return nil }
    return party
  }
}
