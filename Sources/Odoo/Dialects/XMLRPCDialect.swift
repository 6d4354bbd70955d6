import Core
package import HTTP

/// `POST /xmlrpc/2/object`: Odoo 14.0 to the release that takes it away; for networks that let nothing else through.
///
/// Faults: 1 a traceback, 2 a sentence for the user, 3 access denied, 4 access error (`reference/odoo.md`, section 6.3).
package struct XMLRPCDialect: PositionalDialect {
  package let name = DialectName.xmlrpc
  let account: OdooAccount
  let line: OdooLine
  let user = SignedIn()

  package init(_ account: OdooAccount, http: any HTTPTransport) {
    self.account = account
    line = OdooLine(account.url, http: http, secrets: [account.key])
  }

  func execute(
    _ service: String,
    _ method: String,
    _ arguments: [JSON],
    isSafe: Bool,
    about: (model: String, method: String)
  ) async throws(Failure) -> JSON {
    switch try await OdooService.xml(line, service, method, arguments, isSafe: isSafe) {
    case .value(let value): return value
    case .fault(let code, let text):
      if code == 1, let traceback = Traceback(text) {
        if traceback.saysNothing { return .null }
        if traceback.saysTooMuch { throw .tooLargeForXML(about.model, about.method, mayHaveArrived: !isSafe) }
      }
      throw line.clean(OdooRefusal(fault: code, text, model: about.model, method: about.method).failure)
    }
  }
}

extension OdooRefusal {
  init(fault code: Int, _ text: String, model: String, method: String) {
    var exception = "an error without a name"
    var message = text
    switch code {
    // A fault does not say which of Odoo's own exceptions it was; a record that is gone is named in Python's notation.
    case 2: exception = "odoo.exceptions.\(text.contains("\(model)(") ? "MissingError" : "UserError")"
    case 3: exception = "odoo.exceptions.AccessDenied"
    case 4: exception = "odoo.exceptions.AccessError"
    default:
      let traceback = Traceback(text)
      exception = traceback?.exception ?? exception
      message = traceback?.message ?? ""
    }
    self.init(exception: exception, message: message, model: model, method: method)
  }
}

extension Failure {
  fileprivate static func tooLargeForXML(_ model: String, _ method: String, mayHaveArrived: Bool) -> Failure {
    Failure(
      .protocol,
      "odoo.invalid",
      "What \(model).\(method) returned does not fit into XML-RPC, which knows no numbers beyond 32 bits.",
      hint: "Use the dialect jsonrpc or json2 for this Odoo.",
      mayHaveArrived: mayHaveArrived
    )
  }
}
