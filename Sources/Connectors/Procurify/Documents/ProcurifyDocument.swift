import Core
import Engine
import Mapping
import Odoo

/// A document of Procurify on its way into Odoo: understood, with all that is wrong with it.
struct ProcurifyDocument {
  let arrival: Arrival
  let odoo: any OdooGateway
  let settings: Settings
  let fields: IncomingDocument
  private(set) var issues: [Issue]

  /// What a person calls the document: `BILL NW-7781`.
  let title: String

  init(_ arrival: Arrival, _ table: MappingTable, _ odoo: any OdooGateway, _ settings: Settings) {
    self.arrival = arrival
    self.odoo = odoo
    self.settings = settings
    title = [arrival.type, arrival.number].compactMap(\.self).joined(separator: " ")
    let context = MappingContext(settings: settings.values, company: settings.company)
    fields = IncomingMapper.map(arrival.content, title, table, context)
    issues = fields.issues.map(Self.forProcurify)
  }

  var content: JSON { arrival.content }
  var warnings: [Issue] { issues.filter { $0.severity == .warning } }

  mutating func add(_ found: [Issue]) { issues += found }

  mutating func add(_ found: Issue?) { issues += [found].compactMap(\.self) }

  /// - Throws: `.data` `arrival.incomplete` with everything that is to mend, warnings included.
  func check() throws(Failure) {
    guard issues.contains(where: { $0.severity == .error }) else { return }
    throw Failure(
      .data,
      "arrival.incomplete",
      "\(title) cannot be taken over as it is.",
      issues: issues,
      hint: "Mend what is named; it is tried again by itself."
    )
  }

  /// The key under which an Odoo over HTTP knows what was made of a document, so that a repeat makes nothing twice.
  ///
  /// Two documents never share one: a stock number is taken as it is, for `TW/10` is not `TW.10`.
  ///
  /// - Parameters:
  ///   - type: `bill`, `order`, `requisition`.
  ///   - id: Procurify's id.
  /// - Returns: for example `procurify_acme_1_bill_901`, 1 being the company: one tenant may be connected to several.
  func key(_ type: String, _ id: String) -> String {
    let domain = (try? ProcurifyAddress(settings))?.domain ?? settings["domain"] ?? ""
    return "procurify_\(domain)_\(settings.company)_\(type)_\(id)"
  }

  // MARK: Issues

  /// An issue about something in the document itself, or about what it needs of Odoo.
  func issue(
    _ code: String,
    _ message: String,
    at path: String? = nil,
    severity: Issue.Severity = .error,
    value: String? = nil,
    repair: String? = nil,
    params: [String: String] = [:],
    probe: Issue.Probe? = nil,
    missing: Issue.Missing? = nil
  ) -> Issue {
    Issue(
      code,
      message,
      severity: severity,
      recordName: title,
      value: value,
      path: path,
      repair: repair,
      params: ["document": title].merging(params) { $1 },
      probe: probe,
      missing: missing
    )
  }

  /// Something that only Procurify can mend.
  func invalid(_ message: String, at path: String? = nil, value: String? = nil, repair: String? = nil) -> Issue {
    issue(
      "procurify.validation_error",
      message,
      at: path,
      value: value,
      repair: repair ?? Self.repair,
      params: ["reason": message]
    )
  }

  /// A word of Procurify's that this version has never heard of.
  func unknown(_ what: String, at path: String) -> Issue {
    let repair = "Upgrade the sidecar, or enter the document by hand and ignore this one."
    return invalid("\(title) has a \(what) that is not known here.", at: path, repair: repair)
  }

  private static let repair = "Correct it in Procurify; the document is taken again by itself."

  /// Nobody sent the document: whoever keeps it in Procurify mends it there.
  private static func forProcurify(_ issue: Issue) -> Issue {
    guard issue.severity == .error else { return issue }
    var issue = issue
    issue.params["reason"] = issue.message
    issue.code = "procurify.validation_error"
    issue.repair = repair
    return issue
  }
}
