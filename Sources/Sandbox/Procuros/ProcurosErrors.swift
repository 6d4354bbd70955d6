import Core
import Foundation

/// The error answers of Procuros.
enum ProcurosErrors {
  static func invalid(_ complaints: Complaints, onSend: Bool = false) -> Answer {
    .json(
      422,
      .record([
        ("message", "The given data was invalid."),
        ("errors", complaints.json),
        ("errorUrl", onSend ? .string(url()) : nil),
      ])
    )
  }

  static func invalid(_ field: String, _ text: String, onSend: Bool = false) -> Answer {
    var complaints = Complaints()
    complaints.add(Place(field), text)
    return invalid(complaints, onSend: onSend)
  }

  static func refused(_ status: Int, _ message: String) -> Answer {
    .json(status, ["message": .string(message), "errorUrl": .string(url())])
  }

  /// A page of the portal, as Procuros makes one for every error.
  static func url() -> String { "https://portal.procuros.io/sandbox/errors/\(UUID().uuidString.lowercased())" }

  /// Runs what may fail on the state file; the partner's word for that is 500.
  static func guarded(_ work: () async throws(Failure) -> Answer) async -> Answer {
    do throws(Failure) {
      return try await work()
    } catch {
      return .error(500, "Server Error")
    }
  }
}
