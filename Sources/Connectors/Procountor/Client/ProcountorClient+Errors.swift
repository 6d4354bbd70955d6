import Core
import Foundation
import HTTP

extension ProcountorClient {
  /// What an answer other than 2xx means (reference section 2, *Errors*).
  func failure(_ response: HTTPResponse, _ request: HTTPRequest, sending: Bool) -> Failure {
    let words = ProcountorWords(response)
    var failure = verdict(response.status, words, call(request))
    failure.status = response.status
    failure.retryAfter = response.retryAfter(now: Timestamp(.now))
    failure.mayHaveArrived = sending && response.status >= 500
    return failure
  }

  /// What was called, without what it was called with: `POST /invoices`.
  private func call(_ request: HTTPRequest) -> String {
    let path = request.url.dropFirst(base.count).prefix { $0 != "?" }
    return request.method.rawValue + " " + path
  }

  private func verdict(_ status: Int, _ words: ProcountorWords, _ call: String) -> Failure {
    switch status {
    case 400:
      Failure(
        .response,
        "procountor.rejected",
        "Procountor refused the data" + words.sentence,
        issues: words.issues,
        hint: "Mend what Procountor names and send again; unchanged it is not sent again."
      )
    case 401:
      Failure(
        .configuration,
        "procountor.unauthorized",
        "Procountor does not accept the access" + words.sentence,
        hint: "Check that the API key is still valid in Procountor and enter it with Set credentials."
      )
    case 403:
      Failure(
        .configuration,
        "procountor.forbidden",
        "Procountor does not allow \(call)" + words.sentence,
        hint: "Give the API user this right in Procountor."
      )
    case 404:
      Failure(
        .response,
        "procountor.not_found",
        "Procountor knows nothing at \(call)" + words.sentence,
        hint: "It was removed, or the API user may not see it; for every call at once, check the URL of the connector."
      )
    case 429:
      Failure(.response, "procountor.too_many_requests", "Procountor asks to slow down.")
    case 500...:
      Failure(.response, "procountor.unavailable", "Procountor is not available at the moment (\(status)).")
    default:
      Failure(
        .response,
        "procountor.refused",
        "Procountor refused \(call) (\(status))" + words.sentence,
        hint: "Mend what it says and try again; the exchange is in the log."
      )
    }
  }

  /// A 2xx that is not what the contract promises, for example a page of a proxy.
  func unreadable(_ response: HTTPResponse, arrived: Bool) -> Failure {
    var failure = Failure(
      .response,
      "procountor.unreadable",
      "Procountor answered \(response.status) with something that is not its answer.",
      hint: "Check the URL of the connector and whether a proxy answers in its place."
    )
    failure.status = response.status
    failure.mayHaveArrived = arrived
    return failure
  }
}

extension Failure {
  /// Procountor has decided, and would decide so again: not the weather, and nothing an administrator can mend.
  var isRefusal: Bool {
    (kind == .response && !isPassing && !mayHaveArrived) || code == "procountor.forbidden"
  }

  private var isPassing: Bool { status == 429 || (status ?? 0) >= 500 }
}
