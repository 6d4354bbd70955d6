import Core
import Foundation
import Mapping

/// What must hold for an invoice or credit note beyond its single fields.
enum BillGuards {
  static let all = [items, notInvoiced, modifications]

  private static let items = Guard("The document has at least one item that is invoiced.", reads: []) { document in
    let items = all(document.record["items"])
    guard !items.contains(where: { $0.json["isInvoicedItem"] != false }) else { return [] }
    return [
      Issue(
        "procuros.bill.no_items",
        "The document has no items.",
        path: "content.items",
        repair: "Ask the vendor to send it again."
      )
    ]
  }

  private static let notInvoiced = Guard("Items that are not invoiced have no price.", reads: []) { document in
    all(document.record["items"]).filter { $0.json["isInvoicedItem"] == false }.compactMap { item in
      guard let price = item.json["unitPrice"]?.decimalValue, !price.isZero else { return nil }
      return Issue(
        "procuros.bill.not_invoiced",
        "An item that is not invoiced has the price \(price.shortest).",
        value: price.shortest,
        path: item.path + ".unitPrice",
        repair: "Ask the vendor to correct it and to send the document again.",
        params: ["price": price.shortest]
      )
    }
  }

  private static let modifications = Guard(
    "There are no charges and allowances on the document as a whole; those of lines are discounts.",
    reads: []
  ) { document in
    let summary = document.record["summary"]
    let amounts = ["totalCharges", "totalAllowances"].compactMap { summary?[$0]?.decimalValue }.filter { !$0.isZero }
    let groups = summary?["modificationGroups"]?.arrayValue ?? []
    guard !amounts.isEmpty || !groups.isEmpty else { return [] }
    let what = amounts.map(\.shortest).joined(separator: ", ")
    return [
      Issue(
        "procuros.bill.document_modification",
        "The document has charges or allowances on its total\(what.isEmpty ? "" : " (\(what))").",
        value: what,
        path: "content.summary.modificationGroups",
        repair: "Enter the bill by hand and ignore this document, or ask the vendor for lines of their own.",
        params: ["what": what]
      )
    ]
  }

  private static func all(_ items: JSON?, at path: String = "content.items") -> [(json: JSON, path: String)] {
    (items?.arrayValue ?? []).enumerated().flatMap { index, item in
      [(item, "\(path)[\(index)]")] + all(item["subItems"], at: "\(path)[\(index)].subItems")
    }
  }
}
