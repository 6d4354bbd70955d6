package import Core

/// What the command line says about any simulator: `simulate procuros --port 0 --token … --fail … --state …`.
package struct SimulatorOptions: Sendable, Equatable {
  /// 0 takes any free port.
  package var port: Int
  package var token: String
  package var failures: Failures
  package var seed: UInt64
  /// The file that keeps what was received; nil: memory only.
  package var state: String?

  package init(
    port: Int = 0,
    token: String,
    failures: Failures = .none,
    seed: UInt64 = 1,
    state: String? = nil
  ) {
    self.port = port
    self.token = token
    self.failures = failures
    self.seed = seed
    self.state = state
  }

  /// Reads the options as they were typed.
  /// - Throws: `.configuration` naming the option that is wrong.
  package init(port: Int, token: String, fail: String?, seed: UInt64?, state: String?) throws(Failure) {
    guard (0...65_535).contains(port) else {
      throw Failure(.configuration, "sandbox.port", "A port is a number from 0 to 65535.")
    }
    guard Self.isToken(token) else {
      throw Failure(.configuration, "sandbox.token", "A token is printable ASCII without blanks.")
    }
    let failures: Failures = if let fail { try Failures(parsing: fail) } else { .none }
    self.init(port: port, token: token, failures: failures, seed: seed ?? 1, state: state)
  }

  /// Whether a text can stand in an `Authorization` header as it is.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
