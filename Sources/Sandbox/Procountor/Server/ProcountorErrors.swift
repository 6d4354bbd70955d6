import Core

/// Answers that refuse: `{"errors": [{"status": 400, "field": "paymentInfo.dueDate", "message": "…"}]}`.
enum ProcountorErrors {
  static func answer(_ status: Int, _ message: String, field: String? = nil) -> Answer {
    .json(status, ["errors": [entry(status, field, message)]])
  }

  static func entry(_ status: Int, _ field: String?, _ message: String) -> JSON {
    .record([("status", .int(status)), ("field", field.map(JSON.string)), ("message", .string(message))])
  }

  static let manners = Manners(error: { answer($0, $1) }, fault: fault)

  /// GET takes no body; a form goes to the token, parts to attachments, JSON to everything else.
  private static func fault(_ call: Call, _ endpoint: Endpoint) -> Answer? {
    if call.method == "GET", !call.body.isEmpty { return answer(400, "A GET request must not have a body.") }
    let accepted = (call.header(named: "accept") ?? "*/*").lowercased()
    guard ["application/json", "application/*", "*/*"].contains(where: { accepted.contains($0) }) else {
      return answer(406, "The Accept header must allow application/json.")
    }
    guard !call.body.isEmpty, !endpoint.isOpen else { return nil }
    let type = (call.header(named: "content-type") ?? "").split(separator: ";").first.map { $0.lowercased() }
    let wanted = endpoint.name == "POST /attachments" ? "multipart/form-data" : "application/json"
    return type == wanted ? nil : answer(415, "The Content-Type must be \(wanted).")
  }
}
