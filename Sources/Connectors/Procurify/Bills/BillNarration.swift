import Core
import Mapping

/// What stands below the bill: the note, and which bill of Procurify it is.
enum BillNarration {
  /// Odoo keeps it as HTML.
  static func html(_ document: ProcurifyDocument) -> String {
    let id = document.content["id"]?.documentID ?? ""
    let place = (try? ProcurifyAddress(document.settings))?.base
    let link = place.map { " <a href=\"\(escaped($0))\">\(escaped($0))</a>" } ?? ""
    let note = paragraphs(document.fields.text("=note") ?? "")
    return note + "<p>Procurify bill \(escaped(id))\(link)</p>"
  }

  /// Plain text as HTML, a paragraph a line.
  static func paragraphs(_ text: String) -> String {
    text.split(separator: "\n").map { "<p>\(escaped(String($0)))</p>" }.joined()
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
