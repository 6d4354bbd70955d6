import Foundation

/// The last exception of a Python traceback, which is all that XML-RPC tells of most errors.
///
/// The lines above it are the server's own code and never shown.
struct Traceback {
  /// For example `psycopg2.errors.SerializationFailure`; Python's own exceptions stand without a module.
  let exception: String
  let message: String

  /// Nil where the text is none.
  init?(_ text: String) {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let last = all.lastIndex(where: { $0.hasPrefix("Traceback (most recent call last)") }) else { return nil }
    // Frames are indented; the first line that is not names the exception.
    let rest = all[(last + 1)...].drop { $0.hasPrefix(" ") || $0.isEmpty }
    guard let first = rest.first else { return nil }
    exception = String(first.prefix { $0 != ":" })
    let lines = [first.dropFirst(exception.count + 2)] + rest.dropFirst()
    message = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  /// The method returned nothing, and so it was carried out: only the answer could not be written.
  var saysNothing: Bool { exception == "TypeError" && message.hasPrefix("cannot marshal None") }

  /// The method was carried out and what it returned does not fit into XML-RPC.
  var saysTooMuch: Bool { exception == "OverflowError" && message.contains("exceeds XML-RPC limits") }
}
