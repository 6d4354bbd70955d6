import Core
import Engine
import Foundation
import Storage

/// The requests that an invoice may take, in their order.
///
/// The PDF goes before approval: an invoice that was sent on to the customer can no longer be changed.
enum InvoiceStep: String {
  case invoice, pdf, approve, send

  /// The largest file that Procountor takes (reference section 3).
  static let largestFile = 10_000_000

  /// What is sent for a mapped invoice.
  static func requests(_ payload: JSON, _ document: JSON, _ settings: Settings) -> [Draft.Request] {
    var requests = [request(.invoice, payload.bytes, .lookup)]
    if settings.isOn("send_pdf"), let file = file(payload, document) {
      requests.append(request(.pdf, file.bytes, .lookup))
    }
    let followUp = settings["follow_up"]
    if followUp == "approve" || followUp == "send" {
      let name = payload["originalInvoiceNumber"]?.stringValue ?? ""
      let event: JSON = ["comment": .string("\(name) from Odoo")]
      requests.append(request(.approve, event.bytes, .safe))
    }
    // What Procountor does not send on has no sending.
    if followUp == "send", payload["invoiceChannel"] != "NO_SENDING" { requests.append(request(.send, [], .safe)) }
    return requests
  }

  private static func request(_ step: InvoiceStep, _ body: [UInt8], _ rule: RepeatRule) -> Draft.Request {
    Draft.Request(name: step.rawValue, body: body, repeatRule: rule)
  }

  /// Name, way and content of the PDF; the id of the invoice is added when Procountor has given it.
  private static func file(_ payload: JSON, _ document: JSON) -> JSON? {
    guard let content = document["procountor_pdf"]?.stringValue, !content.isEmpty, fits(content) else { return nil }
    let number = payload["originalInvoiceNumber"]?.stringValue ?? "invoice"
    let name = String(number.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }) + ".pdf"
    return [
      "name": .string(name), "sendWithInvoice": .bool(payload["invoiceChannel"] != "NO_SENDING"),
      "content": .string(content),
    ]
  }

  /// What is wrong with the PDF, as a warning: the invoice goes without it.
  static func fileIssues(_ document: JSON, _ settings: Settings) -> [Issue] {
    guard settings.isOn("send_pdf") else { return [] }
    let content = document["procountor_pdf"]?.stringValue ?? ""
    guard content.isEmpty || !fits(content) else { return [] }
    let name = document["display_name"]?.stringValue
    let what = content.isEmpty ? "Odoo made no PDF of" : "Procountor takes no PDF above 10 MB, as that of"
    return [
      Issue(
        "procountor.invoice.no_pdf",
        "\(what) \(name ?? "the document"); it goes without.",
        severity: .warning,
        model: "account.move",
        record: document["id"]?.intValue,
        recordName: name,
        path: "attachments",
        repair: "Attach it in Procountor by hand."
      )
    ]
  }

  /// Base64 takes four characters for three bytes.
  private static func fits(_ content: String) -> Bool { content.utf8.count / 4 * 3 <= largestFile }
}
