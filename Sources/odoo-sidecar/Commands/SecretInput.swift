import Core
import Foundation

/// A secret that a command is given: from a file, from standard input, or asked for without showing it. Never on the
/// command line, where every user of the machine could read it.
enum SecretInput {
  /// - Parameters:
  ///   - file: nil for standard input, which is asked for when it is a terminal.
  ///   - what: for example `API key`.
  /// - Returns: the secret, without space around it.
  /// - Throws: `.configuration` `config.value` where there is none, or others may read it.
  static func read(file: String?, _ what: String) throws(Failure) -> String {
    let text: String
    if let file {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw missing("The file \(file) with the \(what) cannot be read.")
      }
      guard SecretFile(file).isPrivate else {
        throw Failure(
          .configuration,
          "config.value",
          "The file \(file) with the \(what) can be read by others.",
          hint: "Take that right away: chmod 600 \(file)"
        )
      }
      text = String(decoding: data, as: UTF8.self)
    } else if isatty(STDIN_FILENO) == 1 {
      text = getpass("\(what): ").map { String(cString: $0) } ?? ""
    } else {
      text = readLine() ?? ""
    }
    let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !secret.isEmpty else { throw missing("There is no \(what).") }
    return secret
  }

  private static func missing(_ message: String) -> Failure {
    Failure(
      .configuration,
      "config.value",
      message,
      hint: "Name a file that holds it, write it to standard input, or run the command on a terminal."
    )
  }
}
