import Core
import Engine
import Foundation
import ProcountorConnector
package import TestKit

/// Whatever Odoo gives for an invoice, a customer or a product of Procountor, the same bytes come of it every time, and
/// what may be sent is JSON with finite numbers and texts of Windows-1252.
package struct ProcountorTarget: FuzzTarget {
  package static let name = "procountor"

  private static let flows = ["invoice.send", "partner.send", "product.send"]
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Connectors/ProcountorTests/ProcountorTests.swift").standardizedFileURL.path
  private static let goldens = Dictionary(
    uniqueKeysWithValues: flows.map { flow in
      (flow, Golden.cases(flow, beside: folder).compactMap { try? $0.json("odoo.json") })
    }
  )
  private static let snapshot: JSON = {
    let place = URL(filePath: folder).deletingLastPathComponent().appending(path: "Fixtures/snapshot.json")
    return (try? Data(contentsOf: place)).flatMap { try? JSON(parsing: $0) } ?? .null
  }()

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    let name = Self.flows[random.pick(0...2)]
    guard let documents = Self.goldens[name], !documents.isEmpty, Self.snapshot.objectValue != nil,
      let flow = Procountor().declaration("procountor." + name)
    else { throw Finding("there are no documents to begin with", Self.folder) }
    let settings = Self.settings(&random)
    let faults = random.oneOf(1, 5, 50)
    let document = Self.changed(documents[random.pick(0...documents.count - 1)], faults, &random)
    let draft = flow.map(document, settings)
    func must(_ holds: Bool, _ what: String) throws {
      if !holds { throw Finding(what, document.text) }
    }
    try must(flow.map(document, settings).payload.bytes == draft.payload.bytes, "not the same bytes")
    for issue in draft.issues {
      try must(!issue.code.isEmpty && !issue.message.isEmpty, "an issue says too little")
      try must((try? JSON(parsing: issue.json.bytes)) == issue.json, "an issue cannot be written")
    }
    guard draft.isSendable else { return }
    try must((try? JSON(parsing: draft.payload.bytes)) == draft.payload, "the payload cannot be read back")
    try must(!draft.payload.contains { $0.isNull }, "the payload holds a null")
    try must(!draft.payload.contains { $0.stringValue.map(Self.isForeign) ?? false }, "a text is not in Windows-1252")
    try must(Self.isWhole(draft.payload, name), "something that must be there is missing")
    try must(draft.requests.allSatisfy { !$0.body.isEmpty || $0.name == "send" }, "a request is empty")
  }

  private static func settings(_ random: inout SeededRandom) -> Settings {
    var values: JSON = ["url": "https://api.procountor.com/api"]
    for key in ["follow_up", "invoice_channel", "unit_default", "penalty_percent", "payment_method"]
    where random.once(in: 20) {
      values = values.replacing(key, with: random.json(depth: 1))
    }
    let connection: JSON = ["key": "k", "name": "Procountor", "company_id": 1, "settings": values]
    let fetched = random.once(in: 10) ? changed(snapshot, 20, &random) : snapshot
    return Settings(
      connection: connection,
      secrets: [:],
      declared: Procountor().settings,
      snapshots: ["settings": fetched]
    )
  }

  /// The document with other values in places: about so many of a thousand.
  private static func changed(_ value: JSON, _ faults: Int, _ random: inout SeededRandom) -> JSON {
    if random.pick(1...1000) <= faults { return strange(&random) }
    switch value {
    case .object(let object):
      return .record(object.members.map { ($0.key, changed($0.value, faults, &random)) })
    case .array(let items):
      return .array(items.map { changed($0, faults, &random) })
    default:
      return value
    }
  }

  private static func strange(_ random: inout SeededRandom) -> JSON {
    if random.once(in: 2) { return random.json(depth: 2) }
    return random.oneOf(
      "0",
      "-1",
      "1e120",
      "0.000000000000000000000000000000000001",
      "99999999999999999999999999999999999999",
      "NaN",
      "Ŕ → ﬁ Ромашка 東京",
      "",
      " ",
      "2026-02-30",
      "<p>&#0;&#1114112;</p>",
      JSON.null
    )
  }

  private static func isForeign(_ text: String) -> Bool { Windows1252.text(text) != text }

  private static func isWhole(_ payload: JSON, _ flow: String) -> Bool {
    guard flow == "invoice.send" else { return payload["name"]?.stringValue != nil }
    let rows = payload["invoiceRows"]?.arrayValue ?? []
    let numbers = ["quantity", "unitPrice", "discountPercent", "vatPercent"]
    return !rows.isEmpty && payload["paymentInfo"]?["currencyRate"]?.decimalValue != nil
      && payload["counterParty"]?["counterPartyAddress"]?["country"]?.stringValue != nil
      && rows.allSatisfy { row in
        numbers.allSatisfy { row[$0]?.decimalValue?.isFinite ?? false } && row["product"]?.stringValue?.isEmpty == false
      }
  }
}
