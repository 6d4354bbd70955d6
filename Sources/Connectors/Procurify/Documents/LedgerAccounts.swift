import Core
import Engine
import Mapping
import Odoo

/// The accounts of Odoo behind Procurify's account codes.
///
/// Source: reference 7.5 and ruling 6: a link, else exactly that code in the company; accounts are never created.
struct LedgerAccounts {
  static let model = "account.account"

  /// By id of the account code.
  private var ids: [String: Int] = [:]
  private(set) var issues: [Issue] = []

  /// Where a code is used first.
  struct Use {
    let code: Budget.Code
    let path: String
  }

  /// One look at the links and one search, whatever the number of lines.
  ///
  /// - Parameters:
  ///   - uses: what the document needs.
  ///   - others: codes to look up along with those.
  ///   - document: that needs them.
  /// - Throws: what the gateway throws.
  init(_ uses: [Use], among others: [Budget.Code] = [], _ document: ProcurifyDocument) async throws(Failure) {
    var first: [String: Use] = [:]
    for use in uses where first[use.code.id] == nil { first[use.code.id] = use }
    let wanted = first.values.sorted { $0.code.id < $1.code.id }
    guard !wanted.isEmpty else { return }
    let asked = Set(wanted.map(\.code) + others)
    let links = try await document.linked(Link.accountCode, Set(asked.map(\.id)).sorted())
    let flag = try await ActiveFlag(document.odoo)
    let found = try await Self.search(asked, links, flag, document)
    for use in wanted {
      let records = Self.candidates(use, links, found)
      if let account = records.first(where: flag.isActive) {
        ids[use.code.id] = account.recordID
        issues += [Self.otherType(use, account, document)].compactMap(\.self)
      } else {
        issues.append(Self.missing(use, archived: records.first, flag, document))
      }
    }
  }

  func id(_ code: Budget.Code?) -> Int? { code.flatMap { ids[$0.id] } }

  // MARK: Odoo

  /// Retired accounts are `deprecated` up to 18.0 and not `active` from 19.0 on.
  private struct ActiveFlag {
    let field: String

    init(_ odoo: any OdooGateway) async throws(Failure) {
      field = try await odoo.actualName(of: "active", in: model)
    }

    private var active: JSON { .bool(field == "active") }

    func isActive(_ record: JSON) -> Bool { record[field] == active }

    var leaf: JSON { [.string(field), "=", active] }
  }

  private static func search(
    _ asked: Set<Budget.Code>,
    _ links: [String: Int],
    _ flag: ActiveFlag,
    _ document: ProcurifyDocument
  ) async throws(Failure) -> [JSON] {
    let codes = Set(asked.filter { links[$0.id] == nil }.map(\.code)).sorted()
    let byCode: [JSON] = [["code", "in", .array(codes.map(JSON.string))], own(document)]
    let byID: JSON = ["id", "in", .array(Set(links.values).sorted().map(JSON.int))]
    return try await document.odoo.search(
      model,
      domain: .array(links.isEmpty ? byCode : ["|", byID, "&"] + byCode),
      fields: .record([("code", .null), (flag.field, .null), ("account_type", .null)]),
      order: nil,
      limit: nil
    )
  }

  /// The accounts of the company and, for a branch, those of its parents.
  private static func own(_ document: ProcurifyDocument) -> JSON {
    ["company_ids", "parent_of", [.int(document.settings.company)]]
  }

  private static func candidates(_ use: Use, _ links: [String: Int], _ found: [JSON]) -> [JSON] {
    if let linked = links[use.code.id] { return found.filter { $0.recordID == linked } }
    return found.filter { $0["code"]?.stringValue == use.code.code }
  }

  // MARK: Issues

  private static func missing(_ use: Use, archived: JSON?, _ flag: ActiveFlag, _ document: ProcurifyDocument) -> Issue {
    let code = use.code.code
    let domain: [JSON] = [["code", "=", .string(code)], own(document), flag.leaf]
    let again: [JSON] = archived?.recordID.map { [["id", "=", .int($0)], flag.leaf] } ?? domain
    var issue = document.issue(
      archived == nil ? "procurify.gl_account_missing" : "procurify.gl_account_archived",
      archived == nil
        ? "There is no account for Procurify's account code \(use.code.title) in Odoo."
        : "The account \(archived?.recordName ?? code) for Procurify's account code \(use.code.title) is archived in Odoo.",
      at: use.path,
      value: code,
      repair: archived == nil
        ? "Create the account \(code) in the chart of accounts, or link \(use.code.title) to another account."
        : "Take the account into use again, or link \(use.code.title) to another one.",
      params: ["account": code, "name": use.code.title],
      probe: .domain(model: model, domain: .array(again)),
      missing: Issue.Missing(kind: Link.accountCode, externalID: use.code.id, name: use.code.title, model: model)
    )
    (issue.model, issue.record, issue.field, issue.label) = (model, archived?.recordID, "code", "Code")
    if let archived { issue.recordName = archived.recordName }
    return issue
  }

  /// An expense of Procurify on an account that is none in Odoo is allowed, and worth a look.
  private static func otherType(_ use: Use, _ account: JSON, _ document: ProcurifyDocument) -> Issue? {
    guard use.code.isExpense, let type = account["account_type"]?.stringValue, !type.hasPrefix("expense") else {
      return nil
    }
    var issue = document.issue(
      "procurify.account_type",
      "Procurify's account code \(use.code.title) is an expense, the account \(account.recordName) of Odoo is not.",
      at: use.path,
      severity: .warning,
      value: type,
      repair: "Check that the account is meant, or link \(use.code.title) to another one.",
      params: ["account": account.recordName, "name": use.code.title]
    )
    (issue.model, issue.record, issue.recordName) = (model, account.recordID, account.recordName)
    (issue.field, issue.label) = ("account_type", "Type")
    return issue
  }
}
