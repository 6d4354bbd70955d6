import Core
import JSONRPC

/// Why a reverse call got no result, in the codes of `protocol/specification.md`, section 5.
struct ServedError: Error, Equatable {
  let number: Int
  let kind: String
  let code: String
  let message: String

  static func refused(_ message: String) -> ServedError {
    ServedError(number: -32014, kind: "protocol", code: "odoo.refused", message: message)
  }

  static func invalid(_ message: String) -> ServedError {
    ServedError(number: -32602, kind: "protocol", code: "odoo.invalid", message: message)
  }

  static func missing(_ message: String) -> ServedError {
    ServedError(number: -32010, kind: "data", code: "odoo.missing", message: message)
  }

  static func access(_ message: String) -> ServedError {
    ServedError(number: -32010, kind: "data", code: "odoo.access", message: message)
  }

  /// What Odoo tells the person: a `UserError`, or a constraint.
  static func user(_ message: String) -> ServedError {
    ServedError(number: -32010, kind: "data", code: "odoo.user", message: message)
  }

  static func busy(_ message: String) -> ServedError {
    ServedError(number: -32012, kind: "transport", code: "odoo.busy", message: message)
  }

  static func noSuchCall(_ message: String) -> ServedError {
    ServedError(number: -32001, kind: "protocol", code: "session.no_such_call", message: message)
  }

  /// A serialization failure: the attempt is over, Odoo runs the button again.
  static let attemptOver = ServedError(
    number: -32012,
    kind: "transport",
    code: "odoo.attempt_over",
    message: "could not serialize access due to concurrent update"
  )

  var rpc: RPCError {
    RPCError(
      code: number,
      message: message,
      data: ["kind": .string(kind), "code": .string(code), "issues": [], "hint": nil]
    )
  }
}
