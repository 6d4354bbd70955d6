package import Core
package import JSONRPC

extension RPCError {
  /// The failure as the wire has it: the number by kind, the code in `data`.
  package init(_ failure: Failure, correlation: String? = nil) {
    self.init(
      code: Self.number(failure),
      message: failure.message,
      data: .record([
        ("kind", .string(failure.kind.rawValue)),
        ("code", .string(failure.code)),
        ("issues", .array(failure.issues.map(\.json))),
        ("hint", JSON(failure.hint)),
        ("correlation_id", correlation.map(JSON.string)),
      ])
    )
  }

  private static func number(_ failure: Failure) -> Int {
    switch failure.code {
    case "protocol.unknown_method": return -32601
    case "protocol.params": return -32602
    default: break
    }
    if failure.code.hasPrefix("session.") { return -32001 }
    return switch failure.kind {
    case .data: -32010
    case .response: -32011
    case .transport: -32012
    case .configuration: -32013
    case .protocol: -32014
    case .internal: -32015
    }
  }
}
