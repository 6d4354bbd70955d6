import Core
import Engine
import Foundation
import Mapping
import Odoo

/// The analytic accounts that the dimensions of a ledger receipt are paired with.
///
/// Source: design, section 13; `DimensionItemValue`: the values of one dimension add up to the line's accounting value, they
/// are amounts and no percentages.
struct BillDimensions {
  /// The kind of link that pairs an item with an analytic account; its external id is `<dimensionId>/<itemId>`.
  static let link = "procountor.dimension_item"

  private let accounts: [String: OdooReference]
  private(set) var warnings: [Issue] = []

  /// One round trip, whatever the number of lines.
  ///
  /// - Throws: what the gateway throws.
  init(_ lines: [BillLine], _ incoming: Incoming) async throws(Failure) {
    var items: [String] = []
    for item in lines.flatMap({ Self.shares($0).map(\.item) }) where !items.contains(item) { items.append(item) }
    let linked = try await incoming.odoo.referenced(items, flow: Self.link, connection: incoming.settings.key)
    accounts = try await Self.present(linked, incoming.odoo)
    warnings = items.filter { accounts[$0] == nil }.map { Self.unpaired($0, lines, incoming) }
  }

  /// Those whose account nobody has deleted since.
  private static func present(_ linked: [String: OdooReference], _ odoo: any OdooGateway)
    async throws(Failure) -> [String: OdooReference]
  {
    guard !linked.isEmpty else { return [:] }
    let ids = Set(linked.values.map(\.record)).sorted()
    let read = try await odoo.read("account.analytic.account", ids: ids, fields: ["active": nil], committed: false)
    return linked.filter { !read.missing.contains($0.value.record) }
  }

  /// `analytic_distribution` of a line: percent by analytic account; nil where nothing is paired.
  func distribution(_ line: BillLine) -> JSON? {
    var percents: [(account: String, percent: Decimal)] = []
    for share in Self.shares(line) {
      guard let account = accounts[share.item].map({ String($0.record) }) else { continue }
      if let place = percents.firstIndex(where: { $0.account == account }) {
        percents[place].percent += share.percent
      } else {
        percents.append((account, share.percent))
      }
    }
    guard !percents.isEmpty else { return nil }
    return .record(percents.map { ($0.account, .number($0.percent.rounded(2))) })
  }

  private struct Share {
    let item: String
    let percent: Decimal
  }

  private static func shares(_ line: BillLine) -> [Share] {
    guard !line.value.isZero else { return [] }
    return (line.document.content["dimensionItemValues"]?.arrayValue ?? []).compactMap { value in
      guard let dimension = value["dimensionId"]?.externalID, let item = value["itemId"]?.externalID,
        let amount = value["value"]?.decimalValue, amount.isFinite, abs(amount) < 1_000_000_000
      else { return nil }
      return Share(item: "\(dimension)/\(item)", percent: amount / line.value * 100)
    }
  }

  // MARK: Issues

  private static func unpaired(_ item: String, _ lines: [BillLine], _ incoming: Incoming) -> Issue {
    let line = lines.first { shares($0).contains { $0.item == item } }
    let name = name(item, incoming.settings)
    return incoming.issue(
      "procountor.bill.dimension_unpaired",
      "Procountor's dimension item \(name) is paired with no analytic account: its costs are on no project in Odoo.",
      at: line.map { $0.document.path + ".dimensionItemValues" },
      severity: .warning,
      value: item,
      repair: "Choose \(name) as Procountor dimension item of the right analytic account, and that one on the bill.",
      params: ["item": item, "name": name]
    )
  }

  /// As *Fetch VAT settings* brought it: `Project: Harbour`; `3/31` where it is not known.
  private static func name(_ item: String, _ settings: Settings) -> String {
    let ids = item.split(separator: "/").map(String.init)
    let dimensions = settings.snapshot(ProcountorSnapshot.name)?["dimensions"]?.arrayValue ?? []
    let dimension = dimensions.first { $0["id"]?.externalID == ids.first }
    let found = (dimension?["items"]?.arrayValue ?? []).first { $0["id"]?.externalID == ids.last }
    guard let group = dimension?["name"]?.words, let name = found?["name"]?.words else { return item }
    return "\(group): \(name)"
  }
}
