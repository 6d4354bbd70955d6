import Core
import Foundation
import HTTP

extension ProcurosClient {
  /// What an answer other than 2xx means.
  ///
  /// Source: error handling guide; reference D-03. 500, 502 and 504 say nothing about what became of a document that was
  /// sent; 503 and 429 say that it was not taken.
  func failure(_ response: HTTPResponse, sending: Bool) -> Failure {
    let body = try? JSON(parsing: response.body)
    let words = body?["message"]?.stringValue ?? ""
    var failure = verdict(response.status, words, body)
    failure.status = response.status
    failure.url = Self.page(of: response)
    failure.retryAfter = response.retryAfter(now: Timestamp(.now))
    failure.mayHaveArrived = sending && [500, 502, 504].contains(response.status)
    return failure
  }

  /// The page of the portal that shows a person what is wrong with a document.
  ///
  /// Source: `errorUrl` of the published contract, optional everywhere; in an answer to a mark it is inside `data`.
  static func page(of response: HTTPResponse) -> String? {
    let body = try? JSON(parsing: response.body)
    return (body?["errorUrl"] ?? body?["data"]?["errorUrl"])?.stringValue
  }

  private func verdict(_ status: Int, _ words: String, _ body: JSON?) -> Failure {
    switch status {
    case 400 where words.lowercased().contains("already received"):
      return Failure(
        .response,
        "procuros.duplicate",
        "Procuros says that it received this document already.",
        hint: "Look for it in the Procuros portal; if it is there, use Mark as sent elsewhere."
      )
    case 401:
      return Failure(
        .configuration,
        "procuros.unauthorized",
        "Procuros does not accept the API token.",
        hint: "Enter the token of this environment with Set credentials."
      )
    case 403:
      return Failure(
        .configuration,
        "procuros.forbidden",
        "The API token may not do this at Procuros.",
        hint: "Ask Procuros to allow sending and receiving for this token."
      )
    case 422:
      return rejected(words, body)
    case 429:
      return Failure(.response, "procuros.too_many_requests", "Procuros asks to slow down.")
    case 500...:
      return Failure(.response, "procuros.unavailable", "Procuros is not available at the moment (\(status)).")
    default:
      return Failure(
        .response,
        "procuros.refused",
        "Procuros refused the request (\(status))" + (words.isEmpty ? "." : ": \(words)"),
        hint: "Mend the document and send it again; the exchange is in the log."
      )
    }
  }

  /// 422: the fields Procuros names, each as an issue.
  private func rejected(_ words: String, _ body: JSON?) -> Failure {
    let issues = (body?["errors"]?.objectValue?.members ?? []).map { field, texts in
      let text = (texts.arrayValue ?? [texts]).compactMap(\.stringValue).joined(separator: " ")
      return Issue("procuros.field", text.isEmpty ? "Procuros refuses this field." : text, path: field)
    }
    return Failure(
      .response,
      "procuros.rejected",
      "Procuros refused the document" + (words.isEmpty ? "." : ": \(words)"),
      issues: issues,
      hint: "Mend what Procuros names and send again; unchanged it is not sent again."
    )
  }

  /// A 2xx that is not what the contract promises, for example a page of a proxy.
  func unreadable(_ response: HTTPResponse, arrived: Bool) -> Failure {
    var failure = Failure(
      .response,
      "procuros.unreadable",
      "Procuros answered \(response.status) with something that is not its answer.",
      hint: "Check the URL of the connector and whether a proxy answers in its place."
    )
    failure.status = response.status
    failure.mayHaveArrived = arrived
    return failure
  }
}
