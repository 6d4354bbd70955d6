import Core

/// Answers that refuse: `{"detail": "Not found."}`, `{"page_size": ["A valid integer is required."]}`, and web pages
/// where the application itself is not reached.
enum ProcurifyErrors {
  static func answer(_ status: Int, _ detail: String) -> Answer {
    status >= 500 ? page(status, "Server Error (\(status))") : .json(status, ["detail": .string(detail)])
  }

  static func page(_ status: Int, _ title: String) -> Answer {
    let text = "<!doctype html>\n<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>\n"
    return Answer(
      status: status,
      headers: [Answer.Header(name: "Content-Type", value: "text/html; charset=utf-8")],
      body: Array(text.utf8)
    )
  }

  /// What stands under a name that is no customer's.
  static let signIn = page(200, "Sign in to Procurify")

  static let manners = Manners(error: { answer($0, $1) }, fault: { _, _ in nil })

  static func methodNotAllowed(_ method: String) -> Answer {
    answer(405, "Method \"\(method)\" not allowed.").with("Allow", "GET, HEAD, OPTIONS")
  }

  /// As the service that gives tokens says it.
  static func token(_ status: Int, _ error: String, _ description: String) -> Answer {
    .json(status, ["error": .string(error), "error_description": .string(description)])
  }
}
