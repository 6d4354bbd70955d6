import Core

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
