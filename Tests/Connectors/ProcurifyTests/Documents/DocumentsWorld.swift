import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

/// An Odoo with accounts, plans, taxes and vendors (`Fixtures/documents/world`), and what comes in from Procurify.
struct DocumentsWorld {
  static let connection = "c-1"

  let odoo: FakeOdoo
  var settings: [String: JSON] = [
    "domain": "acme", "bill_journal": 7, "department_plan": 1, "location_plan": 2, "extra_product": 90,
  ]
  var snapshot: JSON
  var company = 1
  var connection = DocumentsWorld.connection

  /// - Parameters:
  ///   - changes: records by model, as the world's own; one of an id that is there replaces it.
  ///   - isFarAway: over HTTP, where nothing is rolled back.
  /// - Throws: when a fixture is no JSON.
  init(_ changes: JSON? = nil, isFarAway: Bool = false) throws {
    let world = try #require(Golden.cases("documents").first { $0.name == "world" })
    odoo = FakeOdoo(isFarAway: isFarAway)
    snapshot = try #require(try world.json("snapshot.json"))
    for records in [try world.json("odoo.json"), changes] {
      for (model, rows) in records?.objectValue?.members ?? [] {
        for row in rows.arrayValue ?? [] { odoo.put(row, model) }
      }
    }
    for link in try world.json("links.json")?.arrayValue ?? [] { odoo.link(OdooReference(fixture: link)) }
    FakeBooks.keep(odoo)
  }

  /// The world of a case: `world.json` lies over it, `settings.json` over the connection, `links.json` pairs records.
  init(_ golden: Golden) throws {
    try self.init(try golden.json("world.json"))
    for member in try golden.json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
    for link in try golden.json("links.json")?.arrayValue ?? [] { odoo.link(OdooReference(fixture: link)) }
    odoo.commit()
  }

  var opened: Settings {
    let values = JSONObject(settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    let row: JSON = [
      "key": .string(connection), "name": "Procurify", "company_id": .int(company), "settings": .object(values),
    ]
    return Settings(
      connection: row,
      secrets: [:],
      declared: Procurify().settings,
      snapshots: snapshot.lists
    )
  }

  /// Lets the flow at a document.
  ///
  /// - Parameters:
  ///   - kind: of the document.
  ///   - content: what it says.
  ///   - others: documents of the kind that come in with it.
  ///   - memory: what they share; nil to ask Odoo each time.
  /// - Returns: the record, or what is to mend.
  func apply(_ kind: Kind, _ content: JSON, among others: [JSON] = [], _ memory: CachedReads? = nil)
    async -> Result<Applied, Failure>
  {
    let flow = Procurify().receiving.first { $0.id == kind.flow }
    do throws(Failure) {
      guard let flow else { throw .nothingMade(kind.flow) }
      let page = others.map { Self.arrival(kind, $0) }
      let applied = try await flow.among(page, opened).apply(Self.arrival(kind, content), memory ?? odoo, opened)
      odoo.commit()
      return .success(applied)
    } catch {
      odoo.rollBack()
      return .failure(error)
    }
  }

  static func arrival(_ kind: Kind, _ content: JSON) -> Arrival {
    let (key, number) =
      switch kind {
      case .bill: (content["id"], content["invoice_number"])
      case .order: (content["procurify_PO"], content["number"])
      default: (content["num"], content["num"])
      }
    let about = "\(kind.rawValue)-\(key?.documentID ?? "")"
    return Arrival(
      externalID: "\(about)@\(sha256(content.bytes).prefix(12))",
      type: kind.type,
      content: content,
      number: number?.documentID,
      about: about
    )
  }

  /// The document of a golden case.
  static func document(_ flow: String, _ name: String = "plain", beside file: String = #filePath) throws -> JSON {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    let place = folder.appending(path: "Fixtures/\(flow)/\(name)/partner.json")
    return try JSON(parsing: try Data(contentsOf: place))
  }

  var orders: [JSON] { odoo.records("purchase.order") }
  var bills: [JSON] { odoo.records("account.move") }

  /// The record of a bill or order of Procurify.
  func record(_ kind: String, _ id: String, _ model: String) async throws -> JSON? {
    let found = try await odoo.referenced([id], flow: kind, connection: Self.connection)[id]
    return odoo.records(model).first { $0["id"]?.intValue == found?.record }
  }
}

extension JSON {
  /// The lists of a reference, each as a snapshot of its own.
  var lists: [String: JSON] {
    Dictionary((objectValue?.members ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }
}

extension Golden {
  static func cases(_ flow: String) -> [Golden] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return cases(flow, beside: file.appending(path: "x.swift").path)
  }
}

extension OdooReference {
  init(fixture: JSON) {
    self.init(
      model: fixture["model"]?.stringValue ?? "",
      record: fixture["record"]?.intValue ?? 0,
      connection: DocumentsWorld.connection,
      flow: fixture["kind"]?.stringValue ?? "",
      externalID: fixture["id"]?.stringValue ?? "",
      number: nil,
      entry: 0
    )
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
