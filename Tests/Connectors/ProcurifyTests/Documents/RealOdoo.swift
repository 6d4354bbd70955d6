import Core
import Engine
import Foundation
import HTTP
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

/// A real Odoo over HTTP, filled by `contrib/lib/procurify_world.py`.
struct RealOdoo {
  /// What the file of `SIDECAR_PROCURIFY` says; nil where there is none.
  static let file: JSON? = ProcessInfo.processInfo.environment["SIDECAR_PROCURIFY"].flatMap { path in
    (try? Data(contentsOf: URL(filePath: path))).flatMap { try? JSON(parsing: $0) }
  }

  static var dialects: [DialectName] {
    (file?["dialects"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(DialectName.init) }
  }

  var settings: [String: JSON]
  /// Makes the numbers of this run its own: the Odoo keeps what runs before have left.
  let salt: Int
  private let dialect: any OdooDialect
  private let catalogue = FieldCatalogue()
  private let links: FakeOdoo

  init(_ name: DialectName) throws {
    let file = try #require(Self.file)
    salt = Int.random(in: 10_000...99_999)
    let account = OdooAccount(
      url: file["url"]?.stringValue ?? "",
      database: file["database"]?.stringValue ?? "",
      login: file["login"]?.stringValue ?? "",
      key: file["key"]?.stringValue ?? ""
    )
    dialect = name.dialect(account, http: HTTPClient(HTTPClient.Configuration(userAgent: "odoo-sidecar/tests")))
    links = FakeOdoo(isFarAway: true)
    settings = ["domain": .string("acme-\(salt)")].merging(
      (file["settings"]?.objectValue?.members ?? []).map { ($0.key, $0.value) }
    ) { $1 }
    for link in file["links"]?.arrayValue ?? [] { links.link(OdooReference(fixture: link)) }
  }

  /// The document with numbers of its own.
  func own(_ document: JSON) throws -> JSON {
    var document = document
    for key in ["id", "procurify_PO", "num"] where document[key] != nil {
      document = document.replacing(key, with: .int(salt))
    }
    if let number = document["invoice_number"]?.stringValue {
      let other = Int.random(in: 100_000...999_999)
      document = document.replacing("id", with: .int(other)).replacing(
        "invoice_number",
        with: .string("\(number)-\(other)")
      )
    }
    return document
  }

  var gateway: any OdooGateway {
    RemoteOdoo(dialect, company: 1, language: nil, catalogue: catalogue, links: links, scope: "test")
  }

  func apply(_ kind: Kind, _ content: JSON) async throws -> Applied {
    let flow = try #require(Procurify().receiving.first { $0.id == kind.flow })
    let opened = Settings(
      connection: [
        "key": .string(DocumentsWorld.connection), "name": "Procurify", "company_id": 1,
        "settings": .record(settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
      ],
      secrets: [:],
      declared: Procurify().settings,
      snapshots: try DocumentsWorld().snapshot.lists
    )
    return try await flow.apply(DocumentsWorld.arrival(kind, content), gateway, opened)
  }

  /// The codes of what holds a document back; its own failure where nothing does.
  func codes(_ kind: Kind, _ content: JSON) async -> [String] {
    do {
      _ = try await apply(kind, content)
      return []
    } catch let failure as Failure {
      return failure.issues.isEmpty ? [failure.code + " " + failure.message] : failure.issues.map(\.code)
    } catch {
      return ["\(error)"]
    }
  }

  func order(_ id: Int) async throws -> JSON {
    let fields: JSON = [
      "state": nil, "locked": nil, "amount_total": nil,
      "order_line": ["product_qty": nil, "price_unit": nil, "qty_invoiced": nil],
    ]
    let read = try await gateway.read("purchase.order", ids: [id], fields: fields, committed: false)
    let order = try #require(read.records.first)
    return order.replacing("is_locked", with: .bool(order["locked"] == true || order["state"] == "done"))
  }

  func bill(_ id: Int) async throws -> JSON {
    let fields: JSON = [
      "state": nil, "amount_total": nil, "date": nil,
      "invoice_line_ids": [
        "account_id": ["code": nil], "analytic_distribution": nil, "purchase_line_id": ["order_id": nil],
      ],
    ]
    let read = try await gateway.read("account.move", ids: [id], fields: fields, committed: false)
    return try #require(read.records.first)
  }
}

extension FakeOdoo: LinkBook {}
