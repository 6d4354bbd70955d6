import Core
import Engine
import Mapping
import Odoo

/// The accounts of Odoo that the codes of a ledger receipt name.
///
/// Source: reference 6.8: a code that is missing or deprecated in Odoo fails the bill; every one of them is listed.
struct BillAccounts {
  /// By code.
  private(set) var accounts: [String: JSON] = [:]
  private(set) var issues: [Issue] = []

  private static let model = "account.account"

  /// One search, whatever the number of lines.
  ///
  /// - Throws: what a search throws.
  init(_ lines: [BillLine], _ incoming: Incoming) async throws(Failure) {
    var codes: [String] = []
    for code in lines.compactMap(\.account) where !codes.contains(code) { codes.append(code) }
    issues = lines.filter { $0.account == nil }.map { Self.without($0, incoming) }
    guard !codes.isEmpty else { return }
    let flag = try await ActiveFlag(incoming.odoo)
    let found = try await incoming.odoo.search(
      Self.model,
      domain: .array(Self.domain(codes, incoming)),
      fields: .record([("code", .null), (flag.field, .null), ("tax_ids", .null)]),
      order: nil,
      limit: nil
    )
    let byCode = Dictionary(grouping: found) { $0["code"]?.stringValue ?? "" }
    for code in codes {
      let records = byCode[code] ?? []
      if let account = records.first(where: flag.isActive) {
        accounts[code] = account
      } else {
        issues.append(Self.missing(code, deprecated: records.first, flag, lines, incoming))
      }
    }
  }

  func id(_ line: BillLine) -> Int? { account(line)?["id"]?.intValue }

  /// Taxes that the account itself proposes.
  func taxes(_ line: BillLine) -> [Int] { (account(line)?["tax_ids"]?.arrayValue ?? []).compactMap(\.relation) }

  private func account(_ line: BillLine) -> JSON? { line.account.flatMap { accounts[$0] } }

  // MARK: Odoo

  /// Retired accounts are `deprecated` up to 18.0 and not `active` from 19.0 on: the same under two names that say the
  /// opposite of one another, so an alias will not do.
  private struct ActiveFlag {
    let field: String

    init(_ odoo: any OdooGateway) async throws(Failure) {
      field = try await odoo.actualName(of: "active", in: model)
    }

    private var active: JSON { .bool(field == "active") }

    func isActive(_ record: JSON) -> Bool { record[field] == active }

    var leaf: JSON { [.string(field), "=", active] }
  }

  /// The accounts of the company and, for a branch, those of its parents.
  private static func domain(_ codes: [String], _ incoming: Incoming) -> [JSON] {
    [
      ["code", "in", .array(codes.map(JSON.string))],
      ["company_ids", "parent_of", [.int(incoming.settings.company)]],
    ]
  }

  // MARK: Issues

  private static func missing(
    _ code: String,
    deprecated record: JSON?,
    _ flag: ActiveFlag,
    _ lines: [BillLine],
    _ incoming: Incoming
  ) -> Issue {
    let path = lines.first { $0.account == code }.map { $0.document.path + ".account" }
    var issue = incoming.issue(
      record == nil ? "procountor.bill.account_missing" : "procountor.bill.account_deprecated",
      record == nil ? "There is no account \(code) in Odoo." : "The account \(code) is deprecated in Odoo.",
      at: path,
      value: code,
      repair: record == nil
        ? "Create the account \(code) in the chart of accounts, or book the bill to another account in Procountor."
        : "Take the account \(code) into use again, or book the bill to another account in Procountor.",
      params: ["account": code],
      probe: .domain(model: model, domain: .array(domain([code], incoming) + [flag.leaf]))
    )
    (issue.model, issue.record, issue.field, issue.label) = (model, record?["id"]?.intValue, "code", "Code")
    if let record { issue.recordName = record.name }
    return issue
  }

  private static func without(_ line: BillLine, _ incoming: Incoming) -> Issue {
    incoming.issue(
      "arrival.required",
      "\(incoming.title) has no account at \(line.document.path).account.",
      at: line.document.path + ".account",
      repair: "Complete the accounting of the bill in Procountor; it is taken again by itself.",
      params: ["path": line.document.path + ".account", "noun": "account"]
    )
  }
}
