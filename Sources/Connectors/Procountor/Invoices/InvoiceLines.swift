import Core
import Foundation
import Mapping

/// The rows of an invoice in printed order, with the sections and notes between them.
///
/// Procountor prints a text above a row (`headerText`) and one below it (`explanationText`): a section goes above the row
/// that follows, a note below the row before. What has no row on its side goes to the other side of the nearest one.
struct InvoiceLines {
  private(set) var lines: [InvoiceLine] = []

  private static let sections: Set = ["line_section", "line_subsection"]

  /// - Parameters:
  ///   - lines: of the move, in any order, with those that are no rows.
  ///   - isCredit: of a credit note.
  init(_ lines: [JSON], isCredit: Bool) {
    let records = lines.sorted { Self.place($0) < Self.place($1) }
    var above: [JSON] = []
    var below: [JSON] = []
    for record in records {
      let type = record["display_type"]?.stringValue ?? ""
      if Self.sections.contains(type) || (type == "line_note" && self.lines.isEmpty) {
        finish(&below)
        above.append(record)
      } else if type == "line_note" {
        // Between a section and its first row there is no row to stand under.
        if above.isEmpty { below.append(record) } else { above.append(record) }
      } else if type == "product" || type == "rounding" {
        finish(&below)
        var line = InvoiceLine(record, isCredit: isCredit)
        line.section = Self.joined(above)
        above = []
        self.lines.append(line)
      }
    }
    below += above
    finish(&below)
  }

  /// Lines that Odoo adds to round a total come last, whatever their sequence.
  private static func place(_ record: JSON) -> (Int, Int, Int) {
    (
      record["display_type"] == "rounding" ? 1 : 0, record["sequence"]?.intValue ?? 0, record["id"]?.intValue ?? 0
    )
  }

  private mutating func finish(_ notes: inout [JSON]) {
    guard !notes.isEmpty, !lines.isEmpty else { return }
    lines[lines.count - 1].note = Self.joined(notes)
    notes = []
  }

  /// The texts of several lines as one, under the name of the first.
  private static func joined(_ records: [JSON]) -> JSON? {
    let texts = records.compactMap { $0["name"]?.stringValue }.filter { !$0.allSatisfy(\.isWhitespace) }
    guard let first = records.first, !texts.isEmpty else { return nil }
    return first.adding([("=text", .string(texts.joined(separator: "\n")))])
  }
}
