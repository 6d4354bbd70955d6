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

/// Why a call was not carried out.
struct ProcountorRefusal: Error, Sendable {
  let status: Int
  let entries: [JSON]

  init(_ status: Int, _ message: String, field: String? = nil) {
    self.status = status
    entries = [ProcountorErrors.entry(status, field, message)]
  }

  /// Everything at once; a path is written as Procountor does: `invoiceRows[0].vatPercent`.
  init(_ complaints: Complaints) {
    status = 400
    entries = complaints.byField.flatMap { field, texts in
      texts.map { ProcountorErrors.entry(400, field.isEmpty ? nil : Self.path(field), $0) }
    }
  }

  static let notFound = ProcountorRefusal(404, "Not Found")

  var answer: Answer { .json(status, ["errors": .array(entries)]) }

  private static func path(_ field: String) -> String {
    field.split(separator: ".").reduce(into: "") { path, part in
      path += Int(part) != nil ? "[\(part)]" : path.isEmpty ? String(part) : ".\(part)"
    }
  }
}

extension Complaints {
  /// - Throws: `.init(complaints)` when there are any.
  func verdict() throws(ProcountorRefusal) {
    if !isEmpty { throw ProcountorRefusal(self) }
  }
}
