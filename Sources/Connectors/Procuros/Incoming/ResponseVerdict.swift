import Core

/// What the vendor says to the order as a whole.
///
/// Source: Procuros API v2, schema `OrderResponse`: an absent type counts as REJECT; reference D-16: nobody's order is
/// cancelled for a missing word, unless the connection's setting says so.
enum ResponseVerdict: Equatable {
  case accept, reject, change
  /// Without type, where the setting lets it cancel.
  case withoutType
  /// Without type where it may not cancel (nil), or with one that nobody knows.
  case unknown(String?)

  init(_ content: JSON, cancelsWithoutType: Bool) {
    let said = content["header"]?["type"]?.stringValue.map { $0.trimmingPrefix { $0.isWhitespace } }.map(String.init)
    switch said?.uppercased() {
    case "ACCEPT": self = .accept
    case "REJECT": self = .reject
    case "CHANGE": self = .change
    case nil, "": self = cancelsWithoutType ? .withoutType : .unknown(nil)
    default: self = .unknown(said)
    }
  }

  var cancels: Bool { self == .reject || self == .withoutType }
  var changesLines: Bool { self == .accept || self == .change }

  func issue(_ incoming: Incoming) -> Issue? {
    switch self {
    case .accept, .reject, .change:
      return nil
    case .withoutType:
      return incoming.issue(
        "procuros.order_response.without_type",
        "\(incoming.title) has no type and counts as a rejection.",
        at: "content.header.type",
        severity: .warning,
        repair: "Ask the vendor whether it was meant so."
      )
    case .unknown(let said?):
      return incoming.issue(
        "procuros.order_response.type",
        "\(said) is no answer to an order: it is ACCEPT, REJECT or CHANGE.",
        at: "content.header.type",
        value: said,
        repair: "Ask the vendor for a corrected answer."
      )
    case .unknown(nil):
      return incoming.issue(
        "procuros.order_response.without_type",
        "\(incoming.title) has no type, which counts as a rejection; the order is not cancelled without a person.",
        at: "content.header.type",
        repair: "Cancel the order by hand and ignore this document, or let the connector cancel on such answers."
      )
    }
  }
}
