import Core

/// What a client sends to get a token: `{"client_id", "client_secret", "audience", "grant_type"}`.
struct ProcurifyTokenRequest: Sendable {
  let clientID: String
  let clientSecret: String

  private static let audience = "https://api.procurify.com/"
  private static let shape = Record([.required(.text, "client_id", "client_secret", "audience", "grant_type")])

  /// - Throws: the refusal, in the words of the service that gives tokens.
  init(_ call: Call) throws(ProcurifyRefusal) {
    let type = call.header(named: "content-type")?.split(separator: ";").first?.lowercased()
    guard type == "application/json", let body = try? JSON(parsing: call.body) else {
      throw Self.refusal(400, "invalid_request", "The body must be JSON.")
    }
    var complaints = Complaints()
    Self.shape.check(body, Place(), &complaints)
    if let field = complaints.fields.first {
      throw Self.refusal(400, "invalid_request", "Missing or unknown: \(field)")
    }
    guard body["grant_type"] == "client_credentials" else {
      throw Self.refusal(403, "unsupported_grant_type", "Unsupported grant type.")
    }
    guard body["audience"]?.stringValue == Self.audience else {
      throw Self.refusal(403, "access_denied", "Service not found: \(body["audience"]?.stringValue ?? "")")
    }
    clientID = body["client_id"]?.stringValue ?? ""
    clientSecret = body["client_secret"]?.stringValue ?? ""
  }

  private static func refusal(_ status: Int, _ error: String, _ description: String) -> ProcurifyRefusal {
    ProcurifyRefusal(ProcurifyErrors.token(status, error, description))
  }

  /// The names of its members without their values, for the list of what arrived.
  static func outline(_ call: Call) -> JSON {
    .array(((try? JSON(parsing: call.body))?.objectValue?.keys ?? []).map(JSON.string))
  }
}
