import Core
import Engine
import Foundation

/// What must hold of a purchase invoice and its ledger receipt before anything is looked up.
enum BillGuards {
  static func issues(_ incoming: Incoming) -> [Issue] {
    let content = incoming.arrival.content
    guard let receipt = content["receipt"], !receipt.isNull else { return [noReceipt(incoming)] }
    let rows = receipt["transactions"]?.arrayValue ?? []
    let entries = rows.filter { $0["transactionType"] == "ENTRY" }
    return [
      entries.isEmpty ? noEntries(incoming) : nil,
      BillTotal.owed(content) == nil ? noTotal(incoming) : nil,
      unknownKind(rows, incoming),
    ].compactMap(\.self)
  }

  private static func noReceipt(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procountor.bill.no_receipt",
      "\(incoming.title) has no ledger receipt in Procountor that the API user may see.",
      at: "content.receipt",
      repair: "Give the API user the right to see accounting, or complete the bill in Procountor."
    )
  }

  private static func noEntries(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procountor.bill.no_entries",
      "The ledger receipt of \(incoming.title) has no entries.",
      at: "content.receipt.transactions",
      repair: "Complete the accounting of the bill in Procountor; it is taken again by itself."
    )
  }

  private static func noTotal(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procountor.bill.no_total",
      "Nothing says what \(incoming.title) comes to: its ledger receipt has no reversing entry.",
      at: "content.receipt.transactions",
      repair: "Complete the accounting of the bill in Procountor; it is taken again by itself."
    )
  }

  /// A kind of line that this version does not know must not be left out without a word.
  private static func unknownKind(_ rows: [JSON], _ incoming: Incoming) -> Issue? {
    let known = ["ENTRY", "RECONCILIATION_ENTRY", "REVERSING_ENTRY"]
    let kinds = rows.map { $0["transactionType"]?.stringValue ?? "" }
    guard let place = kinds.firstIndex(where: { !known.contains($0) }) else { return nil }
    return incoming.issue(
      "procountor.bill.line_kind",
      "A line of the ledger receipt of \(incoming.title) is a \(kinds[place]), which is not known here.",
      at: "content.receipt.transactions[\(place)].transactionType",
      value: kinds[place],
      repair: "Upgrade the sidecar, or enter the bill by hand and ignore this document.",
      params: ["kind": kinds[place]]
    )
  }
}
