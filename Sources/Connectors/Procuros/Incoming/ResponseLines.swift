import Core
import Engine
import Foundation
import Mapping

/// The lines of an order response beside those of our order (reference D-15): which one answers which, and what it changes.
struct ResponseLines {
  /// What the vendor says of one of our lines, all of its items together.
  struct Answer {
    let line: SentOrder.Line
    var items: [IncomingDocument] = []

    /// Nil when the vendor does not say.
    var confirmed: Decimal? {
      let quantities = items.compactMap { $0["product_qty"]?.decimalValue }
      return quantities.isEmpty ? nil : quantities.reduce(0, +)
    }
    /// The days that the vendor promises, `date_planned` as it would be written.
    var dates: Set<String> { Set(items.compactMap { $0.text("date_planned") }) }
  }

  private(set) var answers: [Answer] = []
  private(set) var issues: [Issue] = []

  /// Lines of ours about which an item says something that does not fit.
  private var disputed: Set<Int> = []
  private let incoming: Incoming
  private let order: SentOrder

  init(_ incoming: Incoming, _ order: SentOrder) {
    self.incoming = incoming
    self.order = order
    answers = order.lines.map { Answer(line: $0) }
    for item in incoming.document.lines["order_line"] ?? [] { take(item) }
  }

  /// By the number we sent, else by the one line with that product; a number whose line has another product is no match.
  private mutating func take(_ item: IncomingDocument) {
    let gtin = item.text("product_id.barcode")
    let number = item["procuros_line_number"]?.intValue
    let numbered = answers.indices.filter { number != nil && number != 0 && answers[$0].line.number == number }
    let places = numbered.isEmpty ? answers.indices.filter { gtin.map(answers[$0].line.isProduct) ?? false } : numbered
    guard places.count == 1, let place = places.first else { return issues.append(unmatched(item, gtin, number)) }
    let line = answers[place].line
    if let gtin, !line.isProduct(gtin) {
      disputed.insert(line.id)
      return issues.append(otherProduct(item, gtin, line))
    }
    if item["product_qty"] == nil, item.content["confirmedQuantity"]?.filled != nil { disputed.insert(line.id) }
    if let unit = item.text("product_uom_id.procuros_unit_type"), let ours = line.unit, unit != ours {
      issues.append(otherUnit(item, unit, ours, line))
    }
    answers[place].items.append(item)
  }

  /// Our lines that the vendor does not speak of, or gives no quantity for; a change must answer all of them.
  var unanswered: [Issue] {
    answers.filter { $0.confirmed == nil && !disputed.contains($0.line.id) }.map { answer in
      issue(
        "procuros.order_response.line_missing",
        "\(incoming.title) says nothing about \(answer.line.name).",
        answer.line,
        at: answer.items.first.map { "\($0.path).confirmedQuantity" } ?? "content.items",
        repair: "Ask the vendor for an answer to every line, or change the order by hand and ignore this document."
      )
    }
  }

  /// What the vendor confirms above what was ordered: nobody asked for that.
  var tooMuch: [Issue] {
    answers.filter { ($0.confirmed ?? 0) > $0.line.ordered }.map { answer in
      issue(
        "procuros.order_response.more_than_ordered",
        "The vendor confirms \(answer.confirmed?.shortest ?? "") of \(answer.line.name), ordered are \(answer.line.ordered.shortest).",
        answer.line,
        at: answer.items.first?.paths["product_qty"],
        repair: "Raise the quantity in \(order.name) if you want that many, or ignore this document."
      )
    }
  }

  /// Prices that the vendor says and we did not order at; they are not taken over.
  var otherPrices: [Issue] {
    answers.flatMap { answer in
      answer.items.compactMap { item in
        guard let price = item["price_unit"]?.decimalValue, price != answer.line.price else { return nil }
        var found = issue(
          "procuros.order_response.price",
          "The vendor confirms \(answer.line.name) at \(price.shortest), ordered at \(answer.line.price.shortest).",
          answer.line,
          at: item.paths["price_unit"],
          repair: "Agree on the price before the bill comes; the order keeps its own."
        )
        found.severity = .warning
        found.probe = nil
        return found
      }
    }
  }

  /// Several deliveries of one line cannot be one expected arrival.
  var splitDates: [Issue] {
    answers.filter { $0.dates.count > 1 }.map { answer in
      issue(
        "procuros.order_response.several_dates",
        "The vendor delivers \(answer.line.name) on several days.",
        answer.line,
        at: answer.items.first?.paths["date_planned"],
        repair: "Split the line of \(order.name) by hand and ignore this document."
      )
    }
  }

  // MARK: Issues of one item

  private func unmatched(_ item: IncomingDocument, _ gtin: String?, _ number: Int?) -> Issue {
    let said = [number.map { "number \($0)" }, gtin.map { "GTIN \($0)" }].compactMap(\.self).joined(separator: ", ")
    return Issue(
      "procuros.order_response.line_unknown",
      "\(order.name) has no single line for \(said.isEmpty ? "an item without number and GTIN" : said).",
      model: SentOrder.model,
      record: order.id,
      recordName: order.name,
      field: "order_line",
      label: "Order Lines",
      value: gtin,
      path: item.path,
      repair: "Correct the product's Barcode, or change the order by hand and ignore this document.",
      params: ["order": order.name, "said": said, "document": incoming.title],
      probe: .field(model: SentOrder.model, record: order.id, field: "order_line")
    )
  }

  private func otherProduct(_ item: IncomingDocument, _ gtin: String, _ line: SentOrder.Line) -> Issue {
    issue(
      "procuros.order_response.other_product",
      "The vendor answers the line of \(line.name) with the GTIN \(gtin), which is another product.",
      line,
      at: item.paths["product_id.barcode"],
      repair: "Change the product in \(order.name) if you take it instead, or ignore this document."
    )
  }

  private func otherUnit(_ item: IncomingDocument, _ unit: String, _ ours: String, _ line: SentOrder.Line) -> Issue {
    issue(
      "procuros.order_response.other_unit",
      "The vendor confirms \(line.name) in \(unit), ordered in \(ours).",
      line,
      at: item.paths["product_uom_id.procuros_unit_type"],
      repair: "Ask the vendor to answer in \(ours), or change the order by hand and ignore this document."
    )
  }

  private func issue(
    _ code: String,
    _ message: String,
    _ line: SentOrder.Line,
    at path: String?,
    repair: String
  ) -> Issue {
    Issue(
      code,
      message,
      model: SentOrder.model,
      record: order.id,
      recordName: order.name,
      field: "order_line",
      label: "Order Lines",
      path: path,
      repair: repair,
      params: ["order": order.name, "product": line.name, "document": incoming.title],
      probe: .field(model: "purchase.order.line", record: line.id, field: "product_qty")
    )
  }
}
