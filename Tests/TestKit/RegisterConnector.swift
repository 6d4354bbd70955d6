package import Core
package import Engine
package import HTTP
import Odoo
import Storage

/// A connector for `FakeRegister`: notes that need a customer and products, all of them sent once and looked up by code.
package struct RegisterConnector: Connector {
  package let id = "register"
  package let label = "Register"
  package let settings: [Setting] = [
    Setting("client_id", .text, "Client ID"),
    Setting("api_token", .secret, "Client secret", required: true),
    Setting("api_key", .secret, "API key", isCopied: false),
  ]
  package let flows: [any Flow<any HTTPTransport>]
  package let mappings: [PrintedMapping] = []
  package let snapshots = ["settings"]
  private let perMinute: Int?

  /// - Parameters:
  ///   - creates: whether customers and products are sent along.
  ///   - approves: whether a note is approved after it was sent.
  ///   - perMinute: how often the register may be called.
  package init(creates: Bool = true, approves: Bool = false, perMinute: Int? = nil) {
    self.perMinute = perMinute
    flows = [
      NoteFlow(creates: creates, approves: approves),
      MasterFlow(id: "register.customer.send", model: "res.partner", reference: "register.customer", kind: "customers"),
      MasterFlow(
        id: "register.product.send",
        model: "product.product",
        reference: "register.product",
        kind: "products"
      ),
    ]
  }

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> any HTTPTransport { http }

  package func limit(_ settings: Settings) -> RateLimit {
    RateLimit(key: "register:\(settings["client_id"] ?? "")", perMinute: perMinute, burst: 2, clickShare: 0)
  }

  package func grant(_ settings: Settings) throws(Failure) -> TokenGrant? {
    let secret = try settings.secret("api_token")
    let body = "grant_type=client_credentials&client_id=\(settings["client_id"] ?? "")&client_secret=\(secret)"
    return TokenGrant(
      key: "\(settings["client_id"] ?? "")@\(FakeRegister.base)",
      request: HTTPRequest(.post, FakeRegister.base + "/oauth/token", body: Array(body.utf8), safeToRepeat: true)
    )
  }

  package func snapshot(_ name: String, _ client: any HTTPTransport) async throws(Failure) -> JSON {
    let response = try await client.send(HTTPRequest(.get, FakeRegister.base + "/settings", safeToRepeat: true))
    guard response.succeeded, let content = try? JSON(parsing: response.body) else { throw response.refusal }
    return content
  }

  package func test(_ client: any HTTPTransport) async -> [TestStep] {
    do throws(Failure) {
      _ = try await snapshot("settings", client)
      return [TestStep(.signIn, ok: true, code: "ok", message: "The register answers.")]
    } catch {
      return [TestStep(.signIn, ok: false, code: error.code, message: error.message)]
    }
  }
}

/// A note with a code, the id of its customer and of the products in its rows.
private struct NoteFlow: Flow {
  let id = "register.note.send"
  let label = "Send note"
  let model = SampleOrder.model
  let content = ContentRule.once
  let fields: JSON = ["name": nil, "partner": nil, "products": nil]
  let creates: Bool
  let approves: Bool

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let products = document["products"]?.arrayValue ?? []
    let rows = products.enumerated().map { JSON.record([("row", .int($0.offset + 1))]) }
    let body = JSON.record([("code", document["name"]), ("rows", .array(rows))])
    var requests = [Draft.Request(name: "note", body: body.bytes, repeatRule: .lookup)]
    if approves { requests.append(Draft.Request(name: "approve", body: [], repeatRule: .safe)) }
    let customer = document["partner"]?.intValue.map { need("customer", "res.partner", $0, ["customerId"]) }
    return Draft(
      payload: body,
      requests: requests,
      issues: document["name"]?.stringValue == nil
        ? [Issue("register.code", "The note has no name.", model: model, record: document["id"]?.intValue)] : [],
      needs: [customer].compactMap(\.self)
        + products.enumerated().map {
          need("product", "product.product", $0.element.intValue ?? 0, ["rows", "\($0.offset)", "productId"])
        }
    )
  }

  private func need(_ what: String, _ model: String, _ record: Int, _ path: [String]) -> Need {
    Need(flow: "register.\(what).send", model: model, record: record, path: path, creates: creates)
  }

  func deliver(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt {
    guard step.name == "note" else { return try await approve(entry, client) }
    return try await Register(client: client, kind: "notes").post(step)
  }

  private func approve(_ entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt {
    let url = FakeRegister.base + "/notes/\(entry.externalID ?? "")/approve"
    let response = try await client.send(HTTPRequest(.put, url, safeToRepeat: true))
    guard response.succeeded, let answer = try? JSON(parsing: response.body) else { throw response.refusal }
    return Receipt(externalID: nil, number: nil, details: ["status": answer["status"] ?? .null])
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt? {
    try await Register(client: client, kind: "notes").find(step)
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await keepReference(entry, odoo, settings, status: entry.receiptDetails["status"]?.stringValue)
    return []
  }
}

/// Customers and products.
private struct MasterFlow: Flow {
  let id: String
  let label = "Send"
  let model: String
  let reference: String
  let kind: String
  let content = ContentRule.once
  let fields: JSON = ["name": nil, "country": nil]

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let body = JSON.record([("code", document["name"]), ("country", document["country"])])
    let lacks = kind == "customers" && document["country"]?.stringValue == nil
    return Draft(
      payload: body,
      requests: [Draft.Request(name: kind, body: body.bytes, repeatRule: .lookup)],
      issues: lacks ? [Issue.noCountry(document)] : []
    )
  }

  func deliver(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt {
    try await Register(client: client, kind: kind).post(step)
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: any HTTPTransport) async throws(Failure) -> Receipt? {
    try await Register(client: client, kind: kind).find(step)
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await keepReference(entry, odoo, settings)
    return []
  }
}

/// The register's calls that its flows share.
private struct Register {
  let client: any HTTPTransport
  let kind: String

  func post(_ step: Step) async throws(Failure) -> Receipt {
    let url = FakeRegister.base + "/" + kind
    let response = try await client.send(HTTPRequest(.post, url, body: step.body, safeToRepeat: false))
    guard response.succeeded, let answer = try? JSON(parsing: response.body) else { throw response.refusal }
    return receipt(answer)
  }

  /// By the code in the bytes that left.
  func find(_ step: Step) async throws(Failure) -> Receipt? {
    let response = try await client.send(HTTPRequest(.get, FakeRegister.base + "/" + kind, safeToRepeat: true))
    guard response.succeeded, let list = try? JSON(parsing: response.body) else { throw response.refusal }
    let code = (try? JSON(parsing: step.body))?["code"]
    return list.arrayValue?.first { $0["code"] == code }.map(receipt)
  }

  private func receipt(_ answer: JSON) -> Receipt {
    Receipt(
      externalID: answer["id"]?.intValue.map(String.init),
      number: nil,
      details: ["status": answer["status"] ?? .null, "kind": .string(kind)],
      warnings: answer["warning"]?.stringValue.map {
        [Issue("register.differs", $0, severity: .warning, repair: "Look at it.")]
      } ?? []
    )
  }
}

extension HTTPResponse {
  fileprivate var refusal: Failure {
    let words = (try? JSON(parsing: body))?["message"]?.stringValue ?? "\(status)"
    return Failure(
      .response,
      "register.refused",
      "The register refused it: \(words)",
      status: status,
      retryAfter: headers["Retry-After"].flatMap { Double($0) },
      mayHaveArrived: status >= 500 && status != 503
    )
  }
}

extension Issue {
  fileprivate static func noCountry(_ document: JSON) -> Issue {
    let (record, name) = (document["id"]?.intValue, document["name"]?.stringValue)
    return Issue(
      "register.country",
      "The customer has no country.",
      model: "res.partner",
      record: record,
      recordName: name,
      field: "country",
      repair: "Enter the country.",
      probe: .field(model: "res.partner", record: record ?? 0, field: "country")
    )
  }
}
