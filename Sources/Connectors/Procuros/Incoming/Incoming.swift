import Core
import Engine
import Mapping
import Odoo

/// A document of Procuros on its way into Odoo: understood, looked up, with all that is wrong with it.
struct Incoming {
  let arrival: Arrival
  let odoo: any OdooGateway
  let settings: Settings
  private(set) var document: IncomingDocument

  /// What a person calls the document: `ORDER 4711`.
  var title: String { Self.title(arrival) }

  /// Maps a document and finds what it names.
  ///
  /// Guards of the table and missing identifiers are in `document.issues`; nothing is thrown for them, so that a flow can
  /// add what else it finds.
  init(_ arrival: Arrival, _ table: MappingTable, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) {
    self.arrival = arrival
    self.odoo = odoo
    self.settings = settings
    let context = MappingContext(settings: settings.values, company: settings.company)
    let mapped = IncomingMapper.map(arrival.content, Self.title(arrival), table, context)
    document = try await LookUps(odoo, company: settings.company).fill(mapped)
  }

  mutating func add(_ issues: [Issue]) { document.issues += issues }

  mutating func add(_ issue: Issue?) {
    if let issue { document.issues.append(issue) }
  }

  /// - Throws: `.data` `arrival.incomplete` with everything that is to mend, warnings included.
  func check() throws(Failure) {
    guard !document.isComplete else { return }
    throw .incomplete(title, document.issues)
  }

  /// An issue about something in the document itself.
  func issue(
    _ code: String,
    _ message: String,
    at path: String? = nil,
    severity: Issue.Severity = .error,
    value: String? = nil,
    repair: String? = nil,
    params: [String: String] = [:]
  ) -> Issue {
    Issue(
      code,
      message,
      severity: severity,
      recordName: title,
      value: value,
      path: path,
      repair: repair,
      params: ["document": title].merging(params) { $1 }
    )
  }

  /// An issue about the record of an older version, with which somebody went on in Odoo (D-18).
  func versionTooLate(
    _ code: String,
    _ message: String,
    _ older: Arrival.Version,
    of model: String,
    in state: JSON?,
    repair: String
  ) -> Issue {
    Issue(
      code,
      message,
      model: model,
      record: older.record,
      recordName: older.recordName,
      field: "state",
      label: "Status",
      value: state?.stringValue,
      repair: repair,
      params: ["older": older.externalID, "newer": arrival.externalID, "document": title],
      probe: .field(model: model, record: older.record, field: "state")
    )
  }

  private static func title(_ arrival: Arrival) -> String {
    [arrival.type, arrival.number].compactMap(\.self).joined(separator: " ")
  }
}

extension Failure {
  static func incomplete(_ title: String, _ issues: [Issue]) -> Failure {
    Failure(
      .data,
      "arrival.incomplete",
      "\(title) cannot be taken over as it is.",
      issues: issues,
      hint: "Mend what is named; it is tried again by itself."
    )
  }
}
