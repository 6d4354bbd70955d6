import Core

/// Why an Odoo refused a call, as the class of its exception says; one meaning for all dialects.
struct OdooRefusal {
  /// With its module, for example `odoo.exceptions.AccessError`; Python's own without one.
  let exception: String
  let message: String
  /// Of the answer, where the dialect has one that means something.
  var status: Int?

  /// What was asked, for messages.
  let model: String
  let method: String

  init(exception: String, message: String, status: Int? = nil, model: String, method: String) {
    self.exception = exception.hasPrefix("builtins.") ? String(exception.dropFirst(9)) : exception
    self.message = message
    self.status = status
    self.model = model
    self.method = method
  }

  /// Only these are worth another try: Odoo has rolled back and nothing but the moment was wrong.
  private static let concurrency: Set<String> = [
    "odoo.exceptions.ConcurrencyError", "odoo.exceptions.LockError", "odoo.sql_db.PoolError",
    "psycopg2.errors.DeadlockDetected", "psycopg2.errors.LockNotAvailable", "psycopg2.errors.SerializationFailure",
    "psycopg2.extensions.TransactionRollbackError",
  ]
  private static let user: Set<String> = [
    "odoo.exceptions.CacheMiss", "odoo.exceptions.RedirectWarning", "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError", "odoo.exceptions.Warning", "psycopg2.IntegrityError",
    "psycopg2.errors.CheckViolation", "psycopg2.errors.ForeignKeyViolation", "psycopg2.errors.NotNullViolation",
    "psycopg2.errors.UniqueViolation",
  ]
  private static let denied: Set<String> = [
    "odoo.exceptions.AccessDenied", "odoo.http.SessionExpiredException", "werkzeug.exceptions.Unauthorized",
  ]
  /// Wrong arguments, in Python's words and in those of JSON-2.
  private static let invalid: Set<String> = [
    "AttributeError", "IndexError", "KeyError", "TypeError", "ValueError", "werkzeug.exceptions.BadRequest",
    "werkzeug.exceptions.UnprocessableEntity",
  ]

  var failure: Failure {
    if Self.concurrency.contains(exception) { return .busy("Odoo was busy with the same records.") }
    if Self.denied.contains(exception) { return .keyRefused() }
    if exception == "odoo.exceptions.AccessError" { return said(.data, "odoo.access") }
    if exception == "odoo.exceptions.MissingError" { return said(.data, "odoo.missing") }
    if isUnknownDatabase { return .databaseUnknown() }
    if let what = missing { return .missing(what, model) }
    if Self.user.contains(exception) || status == 422 && !Self.invalid.contains(exception) {
      return said(.data, "odoo.user")
    }
    if Self.invalid.contains(exception) { return said(.protocol, "odoo.invalid") }
    return Failure(
      .internal,
      "odoo.internal",
      "Odoo failed with \(exception) in \(model).\(method).",
      status: status,
      detail: sentence,
      hint: "Look into Odoo's log at this moment."
    )
  }

  private func said(_ kind: Failure.Kind, _ code: String) -> Failure {
    Failure(
      kind,
      code,
      sentence.isEmpty ? "Odoo refused \(model).\(method)." : sentence,
      status: status,
      detail: "\(model).\(method)"
    )
  }

  private var sentence: String {
    let text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > 1000 ? text.prefix(1000) + "…" : text
  }

  /// The parts of this Odoo that the call named and that are not there.
  private var missing: String? {
    if message == "Object \(model) doesn't exist" || message == "the model '\(model)' does not exist" {
      return "the model \(model)"
    }
    // Worded anew in each series, but always with the method in quotes.
    let isAboutMethod = message.contains("'\(method)'") || message.contains("'\(model).\(method)'")
    let saysMissing = message.contains("does not exist") || message.contains("has no attribute")
    if ["AttributeError", "werkzeug.exceptions.NotFound"].contains(exception), isAboutMethod, saysMissing {
      return "the method \(method) of \(model)"
    }
    return missingField
  }

  /// From `Invalid field 'x' on 'res.partner'`, or of a domain `Invalid field res.partner.x in leaf (…)`.
  private var missingField: String? {
    guard message.hasPrefix("Invalid field ") else { return nil }
    let rest = message.dropFirst("Invalid field ".count)
    guard rest.hasPrefix("'") || rest.hasPrefix("\"") else { return "the field \(rest.prefix { $0 != " " })" }
    let owner = message.quoted.dropFirst().first ?? model
    return message.quoted.first.map { "the field \($0) of \(owner)" }
  }

  private var isUnknownDatabase: Bool {
    exception.hasPrefix("psycopg2.OperationalError") && message.contains("FATAL:  database ")
  }
}

extension String {
  /// What stands between single or double quotes, in order.
  fileprivate var quoted: [String] {
    split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }.enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension Failure {
  static func keyRefused() -> Failure {
    Failure(
      .configuration,
      "odoo.key_refused",
      "Odoo does not take this key for this user.",
      hint: "Make a new API key in Odoo (My Profile, Account Security) and give it with `odoo-sidecar odoo add`."
    )
  }

  static func databaseUnknown() -> Failure {
    Failure(
      .configuration,
      "odoo.database_unknown",
      "This Odoo has no database of that name, or its filter of databases hides it.",
      hint: "Name the database as Odoo's database selector does; on odoo.com it is the first part of the address."
    )
  }
}
