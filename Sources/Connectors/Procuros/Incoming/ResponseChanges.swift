import Core
import Engine
import Foundation
import Mapping

/// What an answer changes in the lines of our order.
struct ResponseChanges {
  /// The rows to write; empty when the order says all of it already.
  let rows: [JSON]
  /// The answers whose quantity is another than ordered.
  let quantities: [ResponseLines.Answer]

  /// Dates are taken over where the connection says so, quantities only where the vendor says that it changes something.
  init(_ incoming: Incoming, _ order: SentOrder, _ lines: ResponseLines, isChange: Bool) {
    let changed = lines.answers.filter { ($0.confirmed ?? $0.line.ordered) != $0.line.ordered }
    quantities = changed
    let takesDates = incoming.settings.isOn("write_confirmed_date")
    rows = lines.answers.compactMap { answer in
      let quantity = isChange && changed.contains { $0.line.id == answer.line.id } ? answer.confirmed : nil
      let date = takesDates ? Self.date(answer, incoming) : nil
      guard quantity != nil || date != nil else { return .none }
      return Self.row(answer.line, quantity, date)
    }
  }

  /// The promised moment, unless the line is planned for that day already.
  private static func date(_ answer: ResponseLines.Answer, _ incoming: Incoming) -> JSON? {
    let berlin: Zone = "Europe/Berlin"
    guard let promised = answer.dates.first.map(JSON.string) ?? incoming.document["date_planned"],
      berlin.day(of: promised) != answer.line.record["date_planned"].flatMap(berlin.day)
    else { return nil }
    return promised
  }

  /// Odoo computes price, discount, text and date anew when only the quantity is written; what was agreed stays.
  private static func row(_ line: SentOrder.Line, _ quantity: Decimal?, _ date: JSON?) -> JSON {
    .record([
      ("id", .int(line.id)), ("product_qty", .string((quantity ?? line.ordered).shortest)),
      ("price_unit", line.record["price_unit"]), ("discount", line.record["discount"]), ("name", line.record["name"]),
      ("date_planned", date ?? line.record["date_planned"]),
    ])
  }
}
