import Core
import Engine
import Odoo

/// The partner of Odoo behind a vendor of Procurify.
///
/// Source: reference 7.5 and ruling 5: only what is linked counts; the stream of vendors creates and links.
struct DocumentVendor {
  static let model = "res.partner"
  /// Where items without a vendor stand: the placeholder that every account has.
  static let placeholder = "1"

  /// Nil where an issue says why.
  private(set) var id: Int?
  /// The company that the partner is a contact of, or the partner itself.
  private(set) var company: Int?
  private(set) var issues: [Issue] = []

  /// - Parameters:
  ///   - vendor: an object with `id` and `name`, or an id alone.
  ///   - name: where `vendor` has none.
  ///   - path: where it stands.
  ///   - others: ids of vendors to look up along with it.
  ///   - document: that needs it.
  /// - Throws: what the gateway throws.
  init(
    _ vendor: JSON?,
    name: String? = nil,
    at path: String,
    among others: Set<String> = [],
    _ document: ProcurifyDocument
  ) async throws(Failure) {
    let name = vendor?["name"]?.documentID ?? name
    guard let key = Self.key(vendor) else {
      issues = [Self.placeholder(at: path, document)]
      return
    }
    let links = try await document.linked(Link.vendor, others.union([key]).sorted())
    if let linked = links[key] {
      // Somebody may have deleted the partner since.
      let fields: JSON = ["commercial_partner_id": nil]
      let ids = Set(links.values).sorted()
      let read = try await document.odoo.read(Self.model, ids: ids, fields: fields, committed: false)
      if let partner = read.records.first(where: { $0.recordID == linked }) {
        (id, company) = (linked, partner["commercial_partner_id"]?.recordID ?? linked)
        return
      }
    }
    issues = [Self.missing(key, name ?? key, at: path, document)]
  }

  /// The id of a vendor; nil for none and for the placeholder.
  static func key(_ vendor: JSON?) -> String? {
    let id = vendor?["id"]?.documentID ?? vendor?.documentID
    return id == placeholder || vendor?["type"] == 1 ? nil : id
  }

  // MARK: Issues

  static func placeholder(at path: String, _ document: ProcurifyDocument) -> Issue {
    document.issue(
      "procurify.vendor_missing",
      "No vendor was chosen for \(document.title) in Procurify.",
      at: path,
      repair: "Choose the vendor in Procurify; the document is taken again by itself.",
      params: ["name": "", "reason": "placeholder"]
    )
  }

  static func missing(_ key: String, _ name: String, at path: String, _ document: ProcurifyDocument) -> Issue {
    var issue = document.issue(
      "procurify.vendor_missing",
      "Procurify's vendor \(name) is linked to no partner in Odoo.",
      at: path,
      value: name,
      repair: "Fetch the vendors, or link \(name) to the partner that is meant.",
      params: ["name": name, "vendor": key],
      missing: Issue.Missing(kind: Link.vendor, externalID: key, name: name, model: model)
    )
    (issue.model, issue.field, issue.label) = (model, "name", "Name")
    return issue
  }
}
