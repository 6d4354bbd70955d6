import Core
import Foundation
import Mapping

/// The discount of one line in percent, from its modification groups.
///
/// Source: reference II17 and D-08; Procuros guide *Invoice modifications*. Groups are applied in the order of their level,
/// each to what the one before left; modifications of one group add up. Anything but an allowance for a discount has no
/// place on a line of a bill and is an issue.
struct LineDiscount {
  /// 0 to 100.
  private(set) var percentage: Decimal = 0
  private(set) var issues: [Issue] = []
  /// What is still to be paid of each unit of money.
  private var rest: Decimal = 1

  /// - Parameters:
  ///   - line: with `quantity` and `price_unit`.
  ///   - incoming: the document, for the issues.
  init(_ line: IncomingDocument, _ incoming: Incoming) {
    let groups = (line.content["modificationGroups"]?.arrayValue ?? []).enumerated()
      .sorted {
        ($0.element["level"]?.decimalValue ?? 0, $0.offset) < ($1.element["level"]?.decimalValue ?? 0, $1.offset)
      }
    let amount = (line["quantity"]?.decimalValue ?? 0) * (line["price_unit"]?.decimalValue ?? 0)
    for (index, group) in groups {
      let path = "\(line.path).modificationGroups[\(index)]"
      let basis = group["basis"]?.decimalValue.flatMap { $0.isZero ? nil : $0 } ?? amount * rest
      var share: Decimal = 0
      for (place, modification) in (group["modifications"]?.arrayValue ?? []).enumerated() {
        if let part = Self.share(modification, of: basis) {
          share += part
        } else {
          issues.append(Self.issue(modification, "\(path).modifications[\(place)]", incoming))
        }
      }
      rest *= 1 - share
    }
    percentage = (1 - rest) * 100
    if issues.isEmpty, !(0...100).contains(percentage) {
      issues.append(outOfRange("\(line.path).modificationGroups", incoming))
    }
  }

  /// The part of the basis that is taken off; nil for what is no discount.
  private static func share(_ modification: JSON, of basis: Decimal) -> Decimal? {
    guard modification["type"] == "ALLOWANCE", [nil, .null, "DISCOUNT"].contains(modification["reasonCode"]) else {
      return nil
    }
    if let percentage = modification["percentage"]?.decimalValue { return percentage / 100 }
    guard let amount = modification["amount"]?.decimalValue, !basis.isZero else { return nil }
    return amount / basis
  }

  private static func issue(_ modification: JSON, _ path: String, _ incoming: Incoming) -> Issue {
    let words = ["type", "reasonCode", "description"].compactMap { modification[$0]?.stringValue }
    let what = words.isEmpty ? "a modification" : words.joined(separator: " ")
    return incoming.issue(
      "procuros.bill.modification",
      "\(incoming.title) has \(what) on a line; only discounts in percent or as an amount can be taken over.",
      at: path,
      value: what,
      repair: "Enter the bill by hand and ignore this document, or ask the vendor for a line of its own.",
      params: ["what": what]
    )
  }

  private func outOfRange(_ path: String, _ incoming: Incoming) -> Issue {
    incoming.issue(
      "procuros.bill.discount",
      "The discounts of a line of \(incoming.title) come to \(percentage.shortest) %.",
      at: path,
      value: percentage.shortest,
      repair: "Ask the vendor to correct it and to send the document again.",
      params: ["percentage": percentage.shortest]
    )
  }
}
