import Core
import Foundation
import HTTP

/// What Procountor says about a request that it refused, in any of the shapes it has for that.
///
/// Source: reference section 2, *Errors*: `errors[]` with `field` and `message`; also seen are `constraintViolations[]`,
/// `error` with `error_description`, pages of the gateway and nothing at all.
struct ProcountorWords {
  struct Complaint: Equatable {
    /// The path of a field, for example `paymentInfo.dueDate`; nil where the rule is about the whole.
    let field: String?
    /// A code (`DUE_DATE_BEFORE_BILL_DATE`) or a sentence.
    let message: String
  }

  let complaints: [Complaint]

  init(_ response: HTTPResponse) {
    guard let body = try? JSON(parsing: response.body) else {
      complaints = []
      return
    }
    let errors = (body["errors"]?.arrayValue ?? []).map { Self.complaint($0, "message") }
    let violations = (body["constraintViolations"]?.arrayValue ?? []).map { Self.complaint($0, "errorCode") }
    let plain = [body["error_description"] ?? body["error"] ?? body["message"]].map { words in
      words?.stringValue.map { Complaint(field: nil, message: $0) }
    }
    complaints = (errors + violations).isEmpty ? plain.compactMap(\.self) : (errors + violations).compactMap(\.self)
  }

  /// What follows a sentence: `: paymentInfo.dueDate: DUE_DATE_BEFORE_BILL_DATE.`
  var sentence: String {
    guard !complaints.isEmpty else { return "." }
    let words = complaints.prefix(10).map { [$0.field, $0.message].compactMap(\.self).joined(separator: ": ") }
    let text = words.joined(separator: "; ")
    return ": " + text + (text.hasSuffix(".") ? "" : ".")
  }

  /// Each complaint as an issue.
  var issues: [Issue] {
    complaints.map { complaint in
      let message = Self.known[complaint.message] ?? "Procountor says: \(complaint.message)"
      return Issue(
        "procountor.field",
        complaint.field.map { "\($0): \(message)" } ?? message,
        value: complaint.message,
        path: complaint.field,
        params: ["words": complaint.message]
      )
    }
  }

  /// The validation codes whose meaning is published.
  private static let known = ["DUE_DATE_BEFORE_BILL_DATE": "The due date is before the invoice date."]

  private static func complaint(_ error: JSON, _ key: String) -> Complaint? {
    guard let message = (error[key] ?? error["message"])?.stringValue, !message.isEmpty else { return nil }
    return Complaint(field: error["field"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }, message: message)
  }
}
