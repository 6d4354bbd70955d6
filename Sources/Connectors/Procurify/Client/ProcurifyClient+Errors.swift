import Core
import Foundation
import HTTP

extension ProcurifyClient {
  /// What an answer other than 2xx means (reference section 5).
  func failure(_ response: HTTPResponse, _ path: String) -> Failure {
    let isPage = (300..<500).contains(response.status) && !Self.isJSON(response)
    var failure = isPage && response.status != 429 ? noAPI(response) : verdict(response, Self.endpoint(path))
    failure.status = response.status
    failure.retryAfter = response.retryAfter(now: Timestamp(.now))
    // What Procurify's support asks for.
    failure.detail = response.headers["x-request-id"].map { "x-request-id \($0.prefix(100))" }
    return failure
  }

  /// A 2xx that is not what the contract promises: a page for people, or an answer cut short.
  func unreadable(_ response: HTTPResponse) -> Failure {
    guard !Self.isPage(response) else { return noAPI(response) }
    return Failure(
      .transport,
      "procurify.unreadable",
      "Procurify's answer is not complete, or not in its format.",
      status: response.status,
      hint: "It is tried again by itself; the exchange is in the log."
    )
  }

  /// What was read, without what it was read with, ids left out: `/api/v2/ap/bills/{id}/`.
  static func endpoint(_ path: String) -> String {
    let steps = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    return steps.map { step in
      let isID = step.contains { $0.isNumber } && !step.hasPrefix("v")
      return isID ? "{id}" : String(step)
    }.joined(separator: "/")
  }

  private func verdict(_ response: HTTPResponse, _ endpoint: String) -> Failure {
    let words = ProcurifyWords(response)
    return switch response.status {
    case 401:
      Failure(
        .configuration,
        "procurify.unauthorized",
        "Procurify does not accept the access" + words.sentence,
        hint: "Check that the application still exists in Procurify and that the user who made it is active."
      )
    case 403:
      Failure(
        .configuration,
        "procurify.forbidden",
        "Procurify does not allow the integration to read \(endpoint)" + words.sentence,
        hint: "Give the role of the user who made the application in Procurify the right to see this."
      )
    case 404:
      Failure(
        .response,
        "procurify.not_found",
        "Procurify has nothing at \(endpoint)" + words.sentence,
        hint: "It was removed, or the user who made the application may not see it."
      )
    case 429:
      Failure(.response, "procurify.too_many_requests", "Procurify asks to slow down.")
    case 408, 425, 500...:
      // By its kind weather whatever its status: 408 and 425 pass as 5xx do.
      Failure(
        .transport,
        "procurify.unavailable",
        "Procurify is not available at the moment (\(response.status)).",
        hint: "It is tried again by itself."
      )
    default:
      Failure(
        .response,
        "procurify.refused",
        "Procurify refused \(endpoint) (\(response.status))" + words.sentence,
        hint: "Report this with the exchange in the log."
      )
    }
  }

  /// Pages for people where an answer for programs should be: another subdomain, a sign-in page, a proxy.
  private func noAPI(_ response: HTTPResponse) -> Failure {
    Failure(
      .configuration,
      "procurify.no_api",
      "What answers at \(address.base) is a page for people, not Procurify's API.",
      status: response.status,
      hint: "Check Domain of the connector, and whether a proxy answers in Procurify's place."
    )
  }

  private static func isJSON(_ response: HTTPResponse) -> Bool { (try? JSON(parsing: response.body)) != nil }

  private static func isPage(_ response: HTTPResponse) -> Bool {
    let type = response.headers["Content-Type"]?.lowercased() ?? ""
    let start = response.body.first { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
    return type.contains("html") || start == UInt8(ascii: "<")
  }
}
