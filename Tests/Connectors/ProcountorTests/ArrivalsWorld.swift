import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcountorConnector

/// An Odoo with a chart of accounts, taxes and partners (`Fixtures/arrivals/world`), and what comes in from Procountor.
struct ArrivalsWorld {
  static let connection = "c-1"

  let odoo = FakeOdoo()
  var settings: [String: JSON] = [
    "url": "https://procountor.example/api", "bank_journal_id": 8, "cash_journal_id": 9, "bill_journal_id": 7,
    "fetch_bills": true,
  ]
  var snapshot: JSON = ["dimensions": [["id": 3, "name": "Project", "items": [["id": 31, "name": "Harbour"]]]]]

  /// - Parameter changes: records by model, as the world's own; one of an id that is there replaces it.
  /// - Throws: when the fixture is no JSON.
  init(_ changes: JSON? = nil) throws {
    let world = try #require(Golden.cases("arrivals").first { $0.name == "world" })
    for records in [try world.json("odoo.json"), changes] {
      for (model, rows) in records?.objectValue?.members ?? [] {
        for row in rows.arrayValue ?? [] { odoo.put(row, model) }
      }
    }
    let taxes = odoo.records("account.tax")
    odoo.derive("account.move") { BillArithmetic.totals(of: $0, taxes) }
  }

  /// The world of a case: `world.json` lies over it, `settings.json` over the connection, `links.json` pairs records.
  init(_ golden: Golden) async throws {
    try self.init(try golden.json("world.json"))
    for member in try golden.json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
    for link in try golden.json("links.json")?.arrayValue ?? [] {
      try await self.link(
        link["kind"]?.stringValue ?? "",
        link["id"]?.stringValue ?? "",
        link["model"]?.stringValue ?? "",
        link["record"]?.intValue ?? 0
      )
    }
    odoo.commit()
  }

  /// Odoo knows a record by Procountor's id.
  func link(_ kind: String, _ id: String, _ model: String, _ record: Int) async throws {
    let reference = OdooReference(
      model: model,
      record: record,
      connection: Self.connection,
      flow: kind,
      externalID: id,
      number: nil,
      entry: 0
    )
    _ = try await odoo.bring(reference)
  }

  var opened: Settings {
    let values = JSONObject(settings.map { ($0.key, $0.value) })
    let connection: JSON = [
      "key": .string(Self.connection), "name": "Procountor", "company_id": 1, "settings": .object(values),
    ]
    return Settings(
      connection: connection,
      secrets: [:],
      declared: Procountor().settings,
      snapshots: ["settings": snapshot]
    )
  }

  /// What the flow made of a document: the record or what is to mend.
  func apply(_ flow: any ReceivingFlow, _ arrival: Arrival) async -> Result<Applied, Failure> {
    do throws(Failure) {
      return .success(try await flow.apply(arrival, odoo, opened))
    } catch {
      odoo.rollBack()
      return .failure(error)
    }
  }
}

extension Result where Success == Applied, Failure == Core.Failure {
  var applied: Applied? { try? get() }
  var failure: Core.Failure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }
  var codes: [String] { failure?.issues.map(\.code) ?? [] }
}
