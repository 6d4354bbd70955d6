package import Core
package import Engine
package import HTTP
import Odoo
package import Storage

/// A connector with one flow, `plain.note.send`, whose rules a test chooses: each request posts one name of the order.
package struct PlainConnector: Connector {
  package let id = "plain"
  package let label = "Plain"
  package let settings: [Setting] = [Setting("api_token", .secret, "Token", required: true)]
  package let flows: [any Flow<any HTTPTransport>]
  package let mappings: [PrintedMapping] = []

  /// - Parameters:
  ///   - rule: how a request behaves when it is sent a second time.
  ///   - content: whether other content may follow what was accepted.
  ///   - requests: how many requests one document takes.
  package init(_ rule: RepeatRule = .lookup, content: ContentRule = .once, requests: Int = 1) {
    flows = [PlainFlow(content: content, rule: rule, requests: requests)]
  }

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> any HTTPTransport {
    _ = try settings.secret("api_token")
    return http
  }

  package func test(_ client: any HTTPTransport) async -> [TestStep] { [] }
}

private struct PlainFlow: Flow {
  let id = "plain.note.send"
  let label = "Send note"
  let model = SampleOrder.model
  let content: ContentRule
  let rule: RepeatRule
  let requests: Int
  let fields: JSON = ["name": nil]

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let bodies = (0..<requests).map { JSON.record([("name", document["name"]), ("part", .int($0))]) }
    return Draft(
      payload: .array(bodies),
      requests: bodies.enumerated().map {
        Draft.Request(name: "part \($0.offset)", body: $0.element.bytes, repeatRule: rule)
      },
      issues: document["name"]?.stringValue == nil
        ? [Issue("plain.name", "The order has no name.", model: model, record: document["id"]?.intValue, field: "name")]
        : []
    )
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] { [] }

  func deliver(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt {
    let request = HTTPRequest(.post, "https://plain.example/notes", body: step.body, safeToRepeat: rule == .safe)
    let response: HTTPResponse
    do throws(Failure) {
      response = try await client.send(request)
    } catch {
      var failure = error
      // Safe to repeat is not the same as known not to have arrived.
      if error.code == "http.lost" { failure.mayHaveArrived = true }
      throw failure
    }
    guard response.succeeded else {
      throw Failure(.response, "plain.refused", "Refused: \(response.status).", status: response.status)
    }
    return Receipt(externalID: "note-\(step.index)", number: nil)
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt? {
    let response = try await client.send(HTTPRequest(.get, "https://plain.example/notes", safeToRepeat: true))
    return response.status == 200 ? Receipt(externalID: "found-\(step.index)", number: nil) : nil
  }
}
