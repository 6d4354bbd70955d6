import Core
import Engine
import Odoo
import TestKit
import Testing

/// Looks for changed partners of a real Odoo, with a memory of its own, and writes down all that it is told.
final class ChangeWatch {
  private static let patience = Duration.seconds(60)

  private let changed: ChangedRecords
  private let odoo: any OdooGateway
  private(set) var told: [Told] = []

  /// One state of a partner.
  struct Told: Hashable {
    let id: Int
    let function: String?
    let writeDate: String
  }

  init(_ here: TestWorld, _ odoo: any OdooGateway, connection: String) {
    self.odoo = odoo
    changed = ChangedRecords(here.environment, database: here.database, connection: connection, model: "res.partner")
  }

  /// One look, through another gateway where one is given.
  func look(_ other: (any OdooGateway)? = nil) async throws {
    let many: JSON = ["ref", "=", "MANY"]
    let changes = try await changed.look(since: nil, fields: ["function": nil], domain: [many], other ?? odoo)
    try await changed.keep(changes)
    told += changes.records.map { record in
      Told(
        id: record["id"]?.intValue ?? 0,
        function: record["function"]?.stringValue,
        writeDate: record["write_date"]?.stringValue ?? ""
      )
    }
  }

  /// Looks until a partner was told of with that function: Odoo's clock has to go on before a second is over.
  func look(until id: Int, is function: String) async throws {
    let begun = ContinuousClock.now
    while !told.contains(where: { $0.id == id && $0.function == function }) {
      try #require(ContinuousClock.now - begun < Self.patience, "\(id) was never told to be \(function)")
      try await look()
    }
  }

  func functions(of id: Int) -> [String?] { told.filter { $0.id == id }.map(\.function) }

  func writeDate(of id: Int, _ function: String) -> String {
    told.first { $0.id == id && $0.function == function }?.writeDate ?? ""
  }

  /// What was told more than once.
  var repeated: [Told] { Dictionary(grouping: told) { $0 }.filter { $0.value.count > 1 }.map(\.key) }
}
