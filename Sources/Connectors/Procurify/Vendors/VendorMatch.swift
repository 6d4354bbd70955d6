import Core
import Engine
import Mapping
import Odoo

/// The partner that a vendor is: by its link, else by its reference, else by its name among suppliers.
///
/// Source: reference 7.1; design section 13: an empty key matches nothing, and an equal name that is not certain waits for
/// a person.
struct VendorMatch {
  /// Nil for a vendor that Odoo does not have, and where an issue says what is uncertain.
  private(set) var id: Int?
  private(set) var issues: [Issue] = []
  private static let model = PullVendor.partner

  /// - Parameters:
  ///   - key: Procurify's id.
  ///   - name: of the vendor.
  ///   - document: the vendor.
  /// - Throws: what the gateway throws.
  init(_ key: String, name: String, _ document: ProcurifyDocument) async throws(Failure) {
    if let linked = try await document.linked(Link.vendor, [key])[key] {
      let read = try await document.odoo.read(Self.model, ids: [linked], fields: ["active": nil], committed: false)
      // Somebody may have deleted the partner since.
      if read.missing.isEmpty {
        id = linked
        return
      }
    }
    if let reference = document.fields.text("ref") {
      let found = try await Self.search([["ref", "=", .string(reference)]], document)
      if try await take(found, "reference \(reference)", key, document) { return }
    }
    // However many blanks stand between the words.
    let words = name.split(whereSeparator: \.isWhitespace).map { String($0).likeEscaped }.joined(separator: "%")
    let named = try await Self.search([["name", "=ilike", .string(words)]], document)
    let same = named.filter { ItemKey.normalized($0["name"]?.stringValue ?? "") == ItemKey.normalized(name) }
    let suppliers = same.filter { ($0["supplier_rank"]?.intValue ?? 0) > 0 }
    if try await take(suppliers, "name \(name)", key, document) { return }
    if !same.isEmpty { issues = Self.ambiguous(same, "name \(name)", key, document) }
  }

  /// - Returns: whether the search is over.
  private mutating func take(_ found: [JSON], _ reason: String, _ key: String, _ document: ProcurifyDocument)
    async throws(Failure) -> Bool
  {
    guard !found.isEmpty else { return false }
    let ids = found.compactMap(\.recordID)
    let connection = document.settings.key
    let links = try await document.odoo.references(Self.model, ids: ids, flow: Link.vendor, connection: connection)
    // One that is another vendor already is not this one by its name.
    let taken = links.values.contains { $0.externalID != key }
    if found.count == 1, !taken { id = ids.first } else { issues = Self.ambiguous(found, reason, key, document) }
    return true
  }

  private static func search(_ domain: [JSON], _ document: ProcurifyDocument) async throws(Failure) -> [JSON] {
    let scope: [JSON] = [
      ["parent_id", "=", false], ["active", "=", true],
      ["company_id", "in", [.int(document.settings.company), false]],
    ]
    return try await document.odoo.search(
      model,
      domain: .array(domain + scope),
      fields: ["name": nil, "supplier_rank": nil],
      order: nil,
      limit: 200
    )
  }

  // MARK: Issues

  private static func ambiguous(_ found: [JSON], _ reason: String, _ key: String, _ document: ProcurifyDocument)
    -> [Issue]
  {
    let vendor = document.arrival.number ?? key
    let names = found.map(\.recordName).joined(separator: ", ")
    let what = found.count == 1 ? "is taken or no supplier" : "stands for \(found.count) partners"
    var issue = document.issue(
      "procurify.vendor_ambiguous",
      "It is not certain which partner Procurify's vendor \(vendor) is: the \(reason) \(what): \(names).",
      at: "content.name",
      value: vendor,
      repair: "Link \(vendor) to the partner that is meant.",
      params: ["name": vendor, "candidates": names],
      missing: Issue.Missing(kind: Link.vendor, externalID: key, name: vendor, model: model)
    )
    (issue.model, issue.record, issue.recordName) = (model, found.first?.recordID, found.first?.recordName)
    (issue.field, issue.label) = ("name", "Name")
    return [issue]
  }

  /// For setting `vendor_policy` *Hold until somebody links them*.
  static func missing(_ key: String, _ name: String, _ document: ProcurifyDocument) -> Issue {
    var issue = document.issue(
      "procurify.vendor_missing",
      "Procurify's vendor \(name) is linked to no partner in Odoo.",
      at: "content.name",
      value: name,
      repair: "Link \(name) to the partner that is meant, or let the connector create vendors.",
      params: ["name": name, "vendor": key],
      probe: .domain(
        model: model,
        domain: [["name", "=ilike", .string(name.likeEscaped)], ["supplier_rank", ">", 0], ["active", "=", true]]
      ),
      missing: Issue.Missing(kind: Link.vendor, externalID: key, name: name, model: model)
    )
    (issue.model, issue.field, issue.label) = (model, "name", "Name")
    return issue
  }
}
