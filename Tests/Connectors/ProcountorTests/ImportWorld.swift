import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcountorConnector

extension ArrivalsWorld {
  /// What comes of one thing of Procountor's register when a person takes every row as it is and adds it.
  struct Imported {
    /// The rows as a person sees them first.
    var rows: [JSON] = []
    /// The records that were made.
    var records: [JSON] = []
    var issues: [Core.Issue] = []
  }

  /// - Parameters:
  ///   - flow: customers or products.
  ///   - path: of the list and the details, for example `/businesspartners`.
  ///   - content: as Procountor has it.
  /// - Returns: rows, records and what is to mend.
  /// - Throws: when the list cannot be read.
  func importing<F: ImportFlow>(_ flow: F, _ path: String, _ content: JSON) async throws -> Imported
  where F.Client == ProcountorClient {
    let books = BooksServer()
    books.put(path, content)
    let page = try await flow.page(after: nil, opened, try Procountor().client(opened, books))
    var (imported, made) = (Imported(), [String: Int]())
    for item in page.items {
      let row = flow.row(item.content, opened)
      imported.rows.append(
        .record([
          ("id", .string(item.externalID)), ("link", JSON(item.link)), ("parent", JSON(item.parent)),
          ("title", .string(item.title)), ("row", row),
        ])
      )
      let decision = Decision(.add, values: row, parent: item.parent.flatMap { made[$0] })
      let arrival = Arrival(externalID: item.externalID, type: "", content: item.content, decision: decision)
      let before = odoo.records(flow.model)
      let result = await apply(flow, arrival)
      imported.issues += result.failure?.issues ?? result.applied?.warnings ?? []
      made[item.externalID] = result.applied?.record
      imported.records += odoo.records(flow.model).filter { !before.contains($0) }
    }
    return imported
  }
}
