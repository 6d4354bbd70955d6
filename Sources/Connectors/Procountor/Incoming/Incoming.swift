import Core
import Engine
import Mapping
import Odoo

/// A document of Procountor on its way into Odoo: understood, with all that is wrong with it.
struct Incoming {
  let arrival: Arrival
  let odoo: any OdooGateway
  let settings: Settings
  let document: IncomingDocument
  private(set) var issues: [Issue]

  /// What a person calls the document: `PURCHASE_INVOICE 4711`.
  let title: String

  init(_ arrival: Arrival, _ table: MappingTable, _ odoo: any OdooGateway, _ settings: Settings) {
    self.arrival = arrival
    self.odoo = odoo
    self.settings = settings
    title = [arrival.type, arrival.number].compactMap(\.self).joined(separator: " ")
    let context = MappingContext(settings: settings.values, company: settings.company)
    document = IncomingMapper.map(arrival.content, title, table, context)
    issues = document.issues
  }

  var warnings: [Issue] { issues.filter { $0.severity == .warning } }

  mutating func add(_ found: [Issue]) { issues += found }

  mutating func add(_ found: Issue?) { issues += [found].compactMap(\.self) }

  /// - Throws: `.data` `arrival.incomplete` with everything that is to mend, warnings included.
  func check() throws(Failure) {
    guard issues.contains(where: { $0.severity == .error }) else { return }
    throw .incomplete(title, issues)
  }

  /// An issue about something in the document itself.
  func issue(
    _ code: String,
    _ message: String,
    at path: String? = nil,
    severity: Issue.Severity = .error,
    value: String? = nil,
    repair: String? = nil,
    params: [String: String] = [:],
    probe: Issue.Probe? = nil
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
      probe: probe
    )
  }
}
